package dev.akshay.portfolio.contact.inbox;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * The message was changed since it was seen. The problem carries it as it is now, as
 * {@code current}.
 */
class ChangedMeanwhile extends ErrorResponseException {

	ChangedMeanwhile(InboxMessage current) {
		super(HttpStatus.PRECONDITION_FAILED,
				Problems.of(HttpStatus.PRECONDITION_FAILED, "changed-meanwhile",
						"This message was changed meanwhile. Look at it again, and send yours with If-Match: %s."
							.formatted(current.etag())),
				null);
		getBody().setProperty("current", current);
		getHeaders().setETag(current.etag());
	}

}
