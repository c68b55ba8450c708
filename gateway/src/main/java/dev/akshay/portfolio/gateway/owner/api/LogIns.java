package dev.akshay.portfolio.gateway.owner.api;

import java.time.Duration;

import dev.akshay.portfolio.gateway.owner.SessionCookie;
import dev.akshay.portfolio.gateway.owner.audit.Audit;
import dev.akshay.portfolio.gateway.owner.credential.Authentication;
import dev.akshay.portfolio.gateway.owner.session.Session;
import dev.akshay.portfolio.gateway.owner.session.SessionSettings;
import dev.akshay.portfolio.gateway.owner.session.Sessions;
import dev.akshay.portfolio.gateway.protection.ClientAddress;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Lets the owner in and out again. */
@Component
class LogIns {

	private final Authentication authentication;

	private final Sessions sessions;

	private final Audit audit;

	private final Duration longest;

	LogIns(Authentication authentication, Sessions sessions, Audit audit, SessionSettings settings) {
		this.authentication = authentication;
		this.sessions = sessions;
		this.audit = audit;
		this.longest = settings.longest();
	}

	/**
	 * Lets her in, with a cookie on the response. A session that the browser had before
	 * is over.
	 */
	Mono<Session> in(ServerWebExchange exchange, String password, @Nullable String code) {
		return in(exchange, this.authentication.prove(password, code, network(exchange)), false);
	}

	/** The same where a provider proves that it is she. */
	Mono<Session> in(ServerWebExchange exchange, Mono<Void> proof) {
		return in(exchange, proof, true);
	}

	private Mono<Session> in(ServerWebExchange exchange, Mono<Void> proof, boolean provider) {
		return this.audit.recorded("nobody", exchange, "gateway",
				proof.then(Mono.defer(() -> endPrevious(exchange)))
					.then(Mono.defer(() -> this.sessions.begin(provider)))
					.flatMap((secret) -> this.sessions.find(secret)
						.doOnNext((_) -> exchange.getResponse().addCookie(cookie(exchange, secret, this.longest)))));
	}

	private Mono<Void> endPrevious(ServerWebExchange exchange) {
		var before = SessionCookie.valueIn(exchange.getRequest().getHeaders());
		return (before != null) ? this.sessions.find(before).flatMap(this.sessions::end) : Mono.empty();
	}

	/** Lets her out, of all her browsers if she wants. */
	Mono<Void> out(ServerWebExchange exchange, Session session, boolean everywhere) {
		return this.audit.recorded("session", exchange, "gateway",
				(everywhere ? this.sessions.endAll() : this.sessions.end(session))
					.doOnSuccess((_) -> exchange.getResponse().addCookie(cookie(exchange, "", Duration.ZERO))));
	}

	static String network(ServerWebExchange exchange) {
		return ClientAddress.of(exchange).map(ClientAddress::networkName).orElse("none");
	}

	private static ResponseCookie cookie(ServerWebExchange exchange, String value, Duration age) {
		return ResponseCookie.from(SessionCookie.NAME, value)
			.httpOnly(true)
			.secure(ClientAddress.isSecure(exchange.getRequest()))
			.sameSite("Strict")
			.path("/")
			.maxAge(age)
			.build();
	}

}
