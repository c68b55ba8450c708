package dev.akshay.portfolio.platform.editing;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The document's history has no such number. */
class UnknownRevision extends ErrorResponseException {

	UnknownRevision(int number) {
		super(HttpStatus.NOT_FOUND, Problems.of(HttpStatus.NOT_FOUND, "unknown-revision",
				"There is no revision %d of this. Its revisions are listed under …/revisions.".formatted(number)),
				null);
	}

}
