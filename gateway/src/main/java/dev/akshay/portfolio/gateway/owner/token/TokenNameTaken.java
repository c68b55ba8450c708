package dev.akshay.portfolio.gateway.owner.token;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Two tokens of one name could not be told apart in the audit log. */
public final class TokenNameTaken extends ErrorResponseException {

	TokenNameTaken(String name) {
		super(HttpStatus.CONFLICT, Problems.of(HttpStatus.CONFLICT, "token-name-taken",
				"There is a token called %s. Revoke it first, or choose another name.".formatted(name)), null);
	}

}
