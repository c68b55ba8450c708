package dev.akshay.portfolio.gateway.owner.credential;

import java.time.Duration;

import dev.akshay.portfolio.gateway.decision.Refusal;
import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** So many passwords are being tried that this one has to wait. */
public final class TooManyGuesses extends ErrorResponseException {

	private static final Duration SOON = Duration.ofSeconds(2);

	private final Refusal refusal;

	private TooManyGuesses(HttpStatus status, String type, Duration wait, Refusal refusal) {
		super(status,
				Problems.of(status, type,
						"Too many passwords are being tried. Try again in %d seconds.".formatted(wait.toSeconds())),
				null);
		getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds()));
		this.refusal = refusal;
	}

	static TooManyGuesses atTheSameTime() {
		return new TooManyGuesses(HttpStatus.SERVICE_UNAVAILABLE, "too-much-to-do", SOON, Refusal.LOAD);
	}

	static TooManyGuesses inARow(Duration wait) {
		return new TooManyGuesses(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests",
				Duration.ofSeconds(wait.plusSeconds(1).minusNanos(1).toSeconds()), Refusal.RATE_LIMIT);
	}

	/**
	 * Why, as the span of the request tells it.
	 * @return the load of all who try at the same time, or the limit for those who try in
	 * a row
	 */
	public Refusal refusal() {
		return this.refusal;
	}

}
