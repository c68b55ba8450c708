package dev.akshay.portfolio.gateway.owner.credential;

import java.time.Duration;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** So many passwords are being tried that this one has to wait. */
public final class TooManyGuesses extends ErrorResponseException {

	private static final Duration SOON = Duration.ofSeconds(2);

	private TooManyGuesses(HttpStatus status, String type, Duration wait) {
		super(status,
				Problems.of(status, type,
						"Too many passwords are being tried. Try again in %d seconds.".formatted(wait.toSeconds())),
				null);
		getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds()));
	}

	static TooManyGuesses atTheSameTime() {
		return new TooManyGuesses(HttpStatus.SERVICE_UNAVAILABLE, "too-much-to-do", SOON);
	}

	static TooManyGuesses inARow(Duration wait) {
		return new TooManyGuesses(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests",
				Duration.ofSeconds(wait.plusSeconds(1).minusNanos(1).toSeconds()));
	}

}
