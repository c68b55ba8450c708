package dev.akshay.portfolio.platform.editing;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * Somebody else changed the document first. The problem carries what it says now as
 * {@code current}, so that neither version is lost.
 */
class ChangedMeanwhile extends ErrorResponseException {

	ChangedMeanwhile(ContentItem<?> current) {
		super(HttpStatus.PRECONDITION_FAILED, Problems.of(HttpStatus.PRECONDITION_FAILED, "changed-meanwhile",
				"This was changed meanwhile and is at revision %d now. Compare, and send yours with If-Match: %s."
					.formatted(current.revision(), current.tag())),
				null);
		getBody().setProperty("current", current);
		getHeaders().setETag(current.tag());
	}

}
