package dev.akshay.portfolio.platform.editing;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Another document has this name already. */
class SlugTaken extends ErrorResponseException {

	SlugTaken(String slug) {
		super(HttpStatus.CONFLICT, Problems.of(HttpStatus.CONFLICT, "slug-taken",
				"There is a \"%s\" already. Choose another name.".formatted(slug)), null);
	}

}
