package dev.akshay.portfolio.platform.owner;

import java.util.stream.Stream;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** A token that says too little is not one of the gateway's. */
class CompleteToken implements OAuth2TokenValidator<Jwt> {

	private static final OAuth2TokenValidatorResult INCOMPLETE = OAuth2TokenValidatorResult
		.failure(new OAuth2Error("invalid_token", "exp, scope and via must be there", null));

	@Override
	public OAuth2TokenValidatorResult validate(Jwt token) {
		var isComplete = token.getExpiresAt() != null
				&& Stream.of("scope", "via").allMatch((claim) -> token.getClaims().get(claim) instanceof String);
		return isComplete ? OAuth2TokenValidatorResult.success() : INCOMPLETE;
	}

}
