package dev.akshay.portfolio.profile.media;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * The image was described anew since it was seen. The problem carries it as
 * {@code current}.
 */
class ChangedMeanwhile extends ErrorResponseException {

	ChangedMeanwhile(MediaItem current) {
		super(HttpStatus.PRECONDITION_FAILED,
				Problems.of(HttpStatus.PRECONDITION_FAILED, "changed-meanwhile",
						"This image was described anew meanwhile. Look at it again, and send yours with If-Match: %s."
							.formatted(current.tag())),
				null);
		getBody().setProperty("current", current);
		getHeaders().setETag(current.tag());
	}

}
