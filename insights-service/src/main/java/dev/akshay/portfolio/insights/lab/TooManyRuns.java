package dev.akshay.portfolio.insights.lab;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** As many runs wait as may wait. */
class TooManyRuns extends ErrorResponseException {

	private static final String RETRY_AFTER_SECONDS = "10";

	TooManyRuns() {
		super(HttpStatus.SERVICE_UNAVAILABLE,
				Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "too-many-runs",
						"Other visitors' experiments are waiting, and no more may. Start yours again in %s s."
							.formatted(RETRY_AFTER_SECONDS)),
				null);
		getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
	}

}
