package dev.akshay.portfolio.gateway.owner.caller;

import java.util.Set;

import dev.akshay.portfolio.gateway.database.OwnerUnavailable;
import dev.akshay.portfolio.gateway.owner.RecentOwner;
import dev.akshay.portfolio.gateway.owner.Secret;
import dev.akshay.portfolio.gateway.owner.SessionCookie;
import dev.akshay.portfolio.gateway.owner.caller.Caller.InSession;
import dev.akshay.portfolio.gateway.owner.caller.Caller.Nobody;
import dev.akshay.portfolio.gateway.owner.caller.Caller.WithToken;
import dev.akshay.portfolio.gateway.owner.session.Session;
import dev.akshay.portfolio.gateway.owner.session.Sessions;
import dev.akshay.portfolio.gateway.owner.token.ApiTokens;
import dev.akshay.portfolio.platform.owner.Scope;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Tells who asks, by what a request shows. */
@Component
public class Callers {

	/** By which a page shows that it is one of ours. */
	public static final String CSRF_HEADER = "X-CSRF-Token";

	private static final String API_TOKEN = "Bearer " + ApiTokens.PREFIX;

	private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

	private final Sessions sessions;

	private final ApiTokens tokens;

	private final RecentOwner recent;

	Callers(Sessions sessions, ApiTokens tokens, RecentOwner recent) {
		this.sessions = sessions;
		this.tokens = tokens;
		this.recent = recent;
	}

	/**
	 * Whether a request changes nothing.
	 * @param request the request
	 * @return whether its method is a safe one
	 */
	public static boolean isSafe(ServerHttpRequest request) {
		return SAFE.contains(request.getMethod());
	}

	/**
	 * Whether a request shows an API token, good or not.
	 * @param request the request
	 * @return whether there is one
	 */
	public static boolean showsToken(ServerHttpRequest request) {
		return tokenOf(request) != null;
	}

	private static @Nullable String tokenOf(ServerHttpRequest request) {
		var shown = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
		return (shown != null && shown.regionMatches(true, 0, API_TOKEN, 0, API_TOKEN.length()))
				? shown.substring("Bearer ".length()).strip() : null;
	}

	/**
	 * Looks at what a request shows. A token counts before a cookie.
	 * @param request the request
	 * @return who asks, {@link Nobody} where the cookie is no good; fails with
	 * {@link Refused} if a token is no good, with {@link OwnerUnavailable} if nobody can
	 * say
	 */
	public Mono<Caller> of(ServerHttpRequest request) {
		return find(request).doOnNext((caller) -> {
			if (!(caller instanceof Nobody)) {
				this.recent.seen(request.getHeaders());
			}
		});
	}

	private Mono<Caller> find(ServerHttpRequest request) {
		var token = tokenOf(request);
		if (token != null) {
			return this.tokens.find(token).<Caller>map(WithToken::new).switchIfEmpty(Mono.error(Refused::invalidToken));
		}
		var cookie = SessionCookie.valueIn(request.getHeaders());
		return (cookie == null) ? Mono.just(Caller.NOBODY)
				: this.sessions.find(cookie).<Caller>map(InSession::new).defaultIfEmpty(Caller.NOBODY);
	}

	/**
	 * Says why a session's request must not do what the owner may do.
	 * @param session the session
	 * @param request the request
	 * @return the reason, {@code null} if there is none
	 */
	public static @Nullable Refused objection(Session session, ServerHttpRequest request) {
		if (isForged(session, request)) {
			return Refused.csrfTokenMissing();
		}
		return session.oneTime() ? Refused.passwordChangeRequired() : null;
	}

	private static boolean isForged(Session session, ServerHttpRequest request) {
		return !isSafe(request) && !knowsToken(session, request.getHeaders().getFirst(CSRF_HEADER));
	}

	/**
	 * Whether a page is one of ours.
	 * @param session the session that it has the cookie of
	 * @param csrf what it shows
	 * @return whether that is the session's CSRF token
	 */
	public static boolean knowsToken(Session session, @Nullable String csrf) {
		return csrf != null && Secret.same(csrf, session.csrf());
	}

	/**
	 * Asks for somebody who may do a thing.
	 * @param request the request
	 * @param scope what it is about
	 * @return who asks; fails with {@link Refused}
	 */
	public Mono<Caller> allowed(ServerHttpRequest request, Scope scope) {
		return of(request).flatMap((caller) -> switch (caller) {
			case Nobody _ -> Mono.<Caller>error(Refused.ownerOnly());
			case WithToken(var token) ->
				token.scopes().contains(scope.value()) ? Mono.just(caller) : Mono.error(Refused.scopeMissing(scope));
			case InSession(var session) -> {
				var objection = objection(session, request);
				yield (objection != null) ? Mono.error(objection) : Mono.just(caller);
			}
		});
	}

	/**
	 * Asks for the owner herself.
	 * @param request the request
	 * @return her session; fails with {@link Refused}
	 */
	public Mono<Session> session(ServerHttpRequest request) {
		return newSession(request).flatMap(
				(session) -> session.oneTime() ? Mono.error(Refused.passwordChangeRequired()) : Mono.just(session));
	}

	/**
	 * Asks for the owner herself, who may still have to change her password.
	 * @param request the request
	 * @return her session; fails with {@link Refused}
	 */
	public Mono<Session> newSession(ServerHttpRequest request) {
		return of(request).flatMap((caller) -> switch (caller) {
			case Nobody _ -> Mono.<Session>error(Refused.notLoggedIn());
			case WithToken _ -> Mono.error(Refused.sessionRequired());
			case InSession(var session) ->
				isForged(session, request) ? Mono.error(Refused.csrfTokenMissing()) : Mono.just(session);
		});
	}

}
