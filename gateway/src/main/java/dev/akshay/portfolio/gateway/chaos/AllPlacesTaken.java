package dev.akshay.portfolio.gateway.chaos;

import java.time.Duration;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** So much is broken already, by all visitors together, that no more may be. */
class AllPlacesTaken extends ErrorResponseException {

	AllPlacesTaken(Duration wait) {
		this(Math.max(1, wait.toSeconds() + 1));
	}

	private AllPlacesTaken(long seconds) {
		super(HttpStatus.TOO_MANY_REQUESTS, Problems.of(HttpStatus.TOO_MANY_REQUESTS, "chaos-budget-spent",
				"Visitors have broken as much as they may at a time. Try again in %d seconds.".formatted(seconds)),
				null);
		getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
	}

}
