package dev.akshay.portfolio.observatory.stream;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** As many listen as this process can bear. */
class TooManyListeners extends ErrorResponseException {

	TooManyListeners() {
		super(HttpStatus.SERVICE_UNAVAILABLE, Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "too-many-listeners",
				"Too many are listening at the moment. GET /api/live/events tells what happened."), null);
		getHeaders().set(HttpHeaders.RETRY_AFTER, "60");
		getHeaders().setCacheControl(CacheControl.noStore());
	}

}
