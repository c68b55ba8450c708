package dev.akshay.portfolio.contact.deadletter;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** No such dead letter waits. */
class UnknownDeadLetter extends ErrorResponseException {

	UnknownDeadLetter() {
		super(HttpStatus.NOT_FOUND, Problems.of(HttpStatus.NOT_FOUND, "unknown-dead-letter",
				"There is no such dead letter, or it was tried again already. List them again."), null);
	}

}
