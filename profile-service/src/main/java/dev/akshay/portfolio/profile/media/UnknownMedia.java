package dev.akshay.portfolio.profile.media;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is no such image, or not any more. */
class UnknownMedia extends ErrorResponseException {

	UnknownMedia() {
		super(HttpStatus.NOT_FOUND, Problems.of(HttpStatus.NOT_FOUND, "unknown-media",
				"There is no such image, or not any more. GET /api/media lists what there is."), null);
	}

}
