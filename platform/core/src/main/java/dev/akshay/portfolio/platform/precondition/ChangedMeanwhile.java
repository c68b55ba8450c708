package dev.akshay.portfolio.platform.precondition;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * Somebody else changed it since it was seen (412). The problem carries it as it is now,
 * as {@code current}, so that neither version is lost.
 */
public final class ChangedMeanwhile extends ErrorResponseException {

	/**
	 * Refuses a change.
	 * @param detail what happened and what to do
	 * @param current what is there now
	 * @param tag its tag
	 */
	public ChangedMeanwhile(String detail, Object current, String tag) {
		super(HttpStatus.PRECONDITION_FAILED, Problems.of(HttpStatus.PRECONDITION_FAILED, "changed-meanwhile", detail),
				null);
		getBody().setProperty("current", current);
		getHeaders().setETag(tag);
	}

}
