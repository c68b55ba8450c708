package dev.akshay.portfolio.gateway.failure;

import java.time.Duration;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A service did not begin its answer within its route's limit. */
class ServiceTooSlow extends ErrorResponseException {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	ServiceTooSlow(String service, Throwable cause) {
		super(HttpStatus.GATEWAY_TIMEOUT,
				Problems.of(HttpStatus.GATEWAY_TIMEOUT, "service-too-slow",
						"The %s took too long. Try again in %d seconds.".formatted(service, RETRY_AFTER.toSeconds())),
				cause);
		getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER.toSeconds()));
	}

}
