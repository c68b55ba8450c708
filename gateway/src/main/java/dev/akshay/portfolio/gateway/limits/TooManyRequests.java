package dev.akshay.portfolio.gateway.limits;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A client has done something more often than it may. */
class TooManyRequests extends ErrorResponseException {

	TooManyRequests(long retryAfterSeconds) {
		super(HttpStatus.TOO_MANY_REQUESTS, Problems.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests",
				"That was a lot in a short time. Try again in %d seconds.".formatted(retryAfterSeconds)), null);
		getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfterSeconds));
	}

}
