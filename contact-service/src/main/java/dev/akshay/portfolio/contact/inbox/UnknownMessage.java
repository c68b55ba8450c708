package dev.akshay.portfolio.contact.inbox;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is no such message, or not any more. */
class UnknownMessage extends ErrorResponseException {

	UnknownMessage() {
		super(HttpStatus.NOT_FOUND, Problems.of(HttpStatus.NOT_FOUND, "unknown-message",
				"There is no such message, or not any more. List the inbox again."), null);
	}

}
