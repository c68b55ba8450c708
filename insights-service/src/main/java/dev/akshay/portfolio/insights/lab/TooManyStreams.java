package dev.akshay.portfolio.insights.lab;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** As many runs are being followed as this process can bear. */
class TooManyStreams extends ErrorResponseException {

	TooManyStreams() {
		super(HttpStatus.SERVICE_UNAVAILABLE,
				Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "too-many-streams",
						"Too many runs are being followed at the moment. Ask for this one as JSON, or try again."),
				null);
		getHeaders().set(HttpHeaders.RETRY_AFTER, "5");
	}

}
