package dev.akshay.portfolio.platform.owner;

import java.time.Duration;

import dev.akshay.portfolio.platform.problem.Problems;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Why somebody does not get what is the owner's. */
final class Refused extends ErrorResponseException {

	private static final Duration SOON = Duration.ofSeconds(2);

	private Refused(HttpStatus status, String type, String detail, @Nullable Throwable cause) {
		super(status, Problems.of(status, type, detail), cause);
		getHeaders().setCacheControl(CacheControl.noStore());
	}

	static Refused unknown(@Nullable Throwable cause) {
		var refused = new Refused(HttpStatus.UNAUTHORIZED, "owner-only",
				"This is the owner's. Log in at /studio, or send an API token that is still valid.", cause);
		refused.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
		return refused;
	}

	static Refused beyond(Scope scope) {
		var refused = new Refused(HttpStatus.FORBIDDEN, "scope-missing",
				"The token does not cover this. Make one with the scope %s.".formatted(scope.value()), null);
		refused.getHeaders()
			.set(HttpHeaders.WWW_AUTHENTICATE,
					"Bearer error=\"insufficient_scope\", scope=\"%s\"".formatted(scope.value()));
		return refused;
	}

	/** Nobody can say at the moment whether a token is good. */
	static Refused undecided(Throwable cause) {
		var refused = new Refused(HttpStatus.SERVICE_UNAVAILABLE, "owner-unavailable",
				"Who asks cannot be checked at the moment. Try again.", cause);
		refused.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(SOON.toSeconds()));
		return refused;
	}

}
