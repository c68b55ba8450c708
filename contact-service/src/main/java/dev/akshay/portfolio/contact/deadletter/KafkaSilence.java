package dev.akshay.portfolio.contact.deadletter;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Kafka does not answer in time. */
class KafkaSilence extends ErrorResponseException {

	private static final String RETRY_AFTER_SECONDS = "5";

	KafkaSilence(Throwable cause) {
		super(HttpStatus.SERVICE_UNAVAILABLE,
				Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "service-unavailable",
						"Kafka does not answer at the moment. Try again in %s s.".formatted(RETRY_AFTER_SECONDS)),
				cause);
		getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
	}

}
