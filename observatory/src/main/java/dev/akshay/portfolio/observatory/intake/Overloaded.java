package dev.akshay.portfolio.observatory.intake;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** More is sent than can be read. */
class Overloaded extends ErrorResponseException {

	Overloaded() {
		super(HttpStatus.SERVICE_UNAVAILABLE, Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "too-much-to-do",
				"More telemetry is sent than can be read at the moment."), null);
		getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
	}

}
