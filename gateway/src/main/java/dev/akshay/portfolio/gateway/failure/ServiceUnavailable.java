package dev.akshay.portfolio.gateway.failure;

import java.time.Duration;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A service cannot be reached, or broke off before it answered. */
class ServiceUnavailable extends ErrorResponseException {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	ServiceUnavailable(String service, Throwable cause) {
		super(HttpStatus.SERVICE_UNAVAILABLE,
				Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "service-unavailable",
						"The %s does not answer at the moment. Try again in %d seconds.".formatted(service,
								RETRY_AFTER.toSeconds())),
				cause);
		getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER.toSeconds()));
	}

}
