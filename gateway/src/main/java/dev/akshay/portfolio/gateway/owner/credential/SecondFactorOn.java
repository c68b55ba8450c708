package dev.akshay.portfolio.gateway.owner.credential;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is a second factor already, and its secret is not replaced in passing. */
final class SecondFactorOn extends ErrorResponseException {

	SecondFactorOn() {
		super(HttpStatus.CONFLICT, Problems.of(HttpStatus.CONFLICT, "second-factor-on",
				"The second factor is on already. Turn it off with a code first."), null);
	}

}
