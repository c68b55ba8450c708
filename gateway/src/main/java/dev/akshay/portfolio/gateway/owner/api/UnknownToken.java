package dev.akshay.portfolio.gateway.owner.api;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is no such API token, or not any more. */
final class UnknownToken extends ErrorResponseException {

	UnknownToken() {
		super(HttpStatus.NOT_FOUND,
				Problems.of(HttpStatus.NOT_FOUND, "unknown-token", "There is no API token with this id."), null);
	}

}
