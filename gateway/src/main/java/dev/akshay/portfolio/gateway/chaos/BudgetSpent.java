package dev.akshay.portfolio.gateway.chaos;

import java.time.Duration;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** So much is broken already that no more may be. */
final class BudgetSpent extends ErrorResponseException {

	private BudgetSpent(String type, String detail, long seconds) {
		super(HttpStatus.TOO_MANY_REQUESTS,
				Problems.of(HttpStatus.TOO_MANY_REQUESTS, type, "%s in %d seconds.".formatted(detail, seconds)), null);
		getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
	}

	/**
	 * By all visitors together.
	 * @param wait until some of it is over
	 */
	static BudgetSpent byAll(Duration wait) {
		return new BudgetSpent("chaos-budget-spent", "Visitors have broken as much as they may at a time. Try again",
				seconds(wait));
	}

	/**
	 * By those who come from the same network.
	 * @param wait until some of it is over
	 */
	static BudgetSpent byNetwork(Duration wait) {
		return new BudgetSpent("chaos-network-spent",
				"From your network as much is broken as may be at a time. Mend what is yours, or try again",
				seconds(wait));
	}

	private static long seconds(Duration wait) {
		return Math.max(1, wait.toSeconds() + 1);
	}

}
