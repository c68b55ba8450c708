package dev.akshay.portfolio.platform.owner;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

/**
 * Tells who asks, by the token that the gateway makes for each of the owner's requests.
 */
class Callers {

	private static final Log logger = LogFactory.getLog(Callers.class);

	private static final String BEARER = "Bearer ";

	private final ReactiveJwtDecoder tokens;

	Callers(ReactiveJwtDecoder tokens) {
		this.tokens = tokens;
	}

	/**
	 * Recognises the owner.
	 * @param request the request
	 * @param scope what it wants to do
	 * @return the owner; fails with {@link Refused} if it is somebody else
	 */
	Mono<Owner> owner(ServerHttpRequest request, Scope scope) {
		var credentials = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
		if (credentials == null || !credentials.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
			return Mono.error(() -> Refused.unknown(null));
		}
		return this.tokens.decode(credentials.substring(BEARER.length()).strip())
			.onErrorMap(Callers::meaningOf)
			.map(Owner::of)
			.filter((owner) -> owner.may(scope))
			.switchIfEmpty(Mono.error(() -> Refused.beyond(scope)));
	}

	private static Throwable meaningOf(Throwable error) {
		if (error instanceof BadJwtException) {
			return Refused.unknown(error);
		}
		logger
			.warn("The keys of the owner's tokens cannot be read: " + NestedExceptionUtils.getMostSpecificCause(error));
		return Refused.undecided(error);
	}

}
