package dev.akshay.portfolio.gateway.origin;

/** What came from a service is no HTTP that can be passed on. */
public class InvalidAnswer extends RuntimeException {

	InvalidAnswer(Throwable cause) {
		super(cause);
	}

	InvalidAnswer(String message) {
		super(message);
	}

}
