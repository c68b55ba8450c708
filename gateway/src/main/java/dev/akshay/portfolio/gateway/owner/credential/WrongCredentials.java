package dev.akshay.portfolio.gateway.owner.credential;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The password or the code is wrong; which of them is not told. */
public final class WrongCredentials extends ErrorResponseException {

	/** Says so. */
	public WrongCredentials() {
		super(HttpStatus.UNAUTHORIZED, Problems.of(HttpStatus.UNAUTHORIZED, "wrong-credentials",
				"That is not it. Check the password, and the code if you use one; a code counts once."), null);
	}

}
