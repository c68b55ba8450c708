package dev.akshay.portfolio.local;

import dev.akshay.portfolio.local.control.ControlClient;
import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.suite.Checkout;

/** Where a command finds itself. */
final class Context {

	private Context() {
	}

	static Checkout checkout() {
		return Checkout.current();
	}

	static Home home() {
		return Home.of(checkout().root(), System.getenv());
	}

	static ControlClient supervisor() {
		return ControlClient.of(home());
	}

}
