package dev.akshay.portfolio.website.live;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** As many pages listen as this process can bear. */
class TooManyListeners extends ErrorResponseException {

	TooManyListeners() {
		super(HttpStatus.SERVICE_UNAVAILABLE, Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "too-many-listeners",
				"Too many pages are listening at the moment. This one is told nothing; load it again to see what is new."),
				null);
		getHeaders().set(HttpHeaders.RETRY_AFTER, "60");
	}

}
