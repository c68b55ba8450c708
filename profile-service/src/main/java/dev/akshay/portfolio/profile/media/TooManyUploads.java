package dev.akshay.portfolio.profile.media;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Other images are being taken in. Nothing of this one was read. */
class TooManyUploads extends ErrorResponseException {

	private static final String RETRY_AFTER_SECONDS = "2";

	TooManyUploads() {
		super(HttpStatus.TOO_MANY_REQUESTS,
				Problems.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-uploads",
						"Other images are being taken in. Send this one again in %s s, one at a time."
							.formatted(RETRY_AFTER_SECONDS)),
				null);
		getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
	}

}
