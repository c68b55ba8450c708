package dev.akshay.portfolio.gateway.chaos;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Nobody can write down at the moment what is broken, so nothing is. */
class ChaosUnavailable extends ErrorResponseException {

	private static final String RETRY_AFTER_SECONDS = "5";

	ChaosUnavailable(Throwable cause) {
		super(HttpStatus.SERVICE_UNAVAILABLE, Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "chaos-unavailable",
				"Nothing can be broken or mended at the moment. What is broken ends by itself; try again in %s seconds."
					.formatted(RETRY_AFTER_SECONDS)),
				cause);
		getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
	}

}
