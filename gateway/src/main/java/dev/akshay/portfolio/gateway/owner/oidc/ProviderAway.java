package dev.akshay.portfolio.gateway.owner.oidc;

import dev.akshay.portfolio.platform.problem.Problems;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The provider does not say who somebody is, whoever it may be. */
public final class ProviderAway extends ErrorResponseException {

	ProviderAway(@Nullable Throwable cause) {
		super(HttpStatus.SERVICE_UNAVAILABLE,
				Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "provider-unavailable",
						"The provider that knows the owner does not answer. Try again, or log in with the password."),
				cause);
	}

}
