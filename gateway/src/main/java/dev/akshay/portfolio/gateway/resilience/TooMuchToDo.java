package dev.akshay.portfolio.gateway.resilience;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is more to do than can be done. */
class TooMuchToDo extends ErrorResponseException {

	private static final String RETRY_AFTER_SECONDS = "2";

	TooMuchToDo() {
		super(HttpStatus.SERVICE_UNAVAILABLE,
				Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "too-much-to-do",
						"There is more to do at the moment than can be done. Try again in %s seconds."
							.formatted(RETRY_AFTER_SECONDS)),
				null);
		getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
	}

	// made when there is no time for it, and nobody reads where
	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
