package dev.akshay.portfolio.gateway.owner.api;

import java.time.Duration;

import dev.akshay.portfolio.gateway.owner.RecentOwner;
import dev.akshay.portfolio.gateway.owner.SessionCookie;
import dev.akshay.portfolio.gateway.owner.audit.Audit;
import dev.akshay.portfolio.gateway.owner.credential.Authentication;
import dev.akshay.portfolio.gateway.owner.credential.TooManyGuesses;
import dev.akshay.portfolio.gateway.owner.credential.WrongCredentials;
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

	private final RecentOwner recent;

	private final Duration longest;

	LogIns(Authentication authentication, Sessions sessions, Audit audit, RecentOwner recent,
			SessionSettings settings) {
		this.authentication = authentication;
		this.sessions = sessions;
		this.audit = audit;
		this.recent = recent;
		this.longest = settings.longest();
	}

	/**
	 * Lets her in, with a cookie on the response. A session that the browser had before
	 * is over. If the password is changed at the same moment, it is a wrong one. Who has
	 * to wait before the next guess is written down nowhere: strangers could fill the
	 * audit log, from which nothing is ever taken.
	 */
	Mono<Session> in(ServerWebExchange exchange, String password, @Nullable String code) {
		var network = network(exchange);
		return tellingRefusals(exchange, this.authentication.admitted(network)
			.then(begun(exchange, this.authentication.prove(password, code, network).flatMap(this.sessions::begin))));
	}

	/** The same where a provider proves that it is she. */
	Mono<Session> in(ServerWebExchange exchange, Mono<Void> proof) {
		return begun(exchange, proof.then(Mono.defer(() -> this.sessions.begin(null))));
	}

	private Mono<Session> begun(ServerWebExchange exchange, Mono<String> begin) {
		return this.audit.recorded("nobody", exchange, "gateway", begin
			.flatMap((secret) -> this.sessions.find(secret).delayUntil((_) -> endPrevious(exchange)).doOnNext((_) -> {
				this.recent.begun(secret);
				exchange.getResponse().addCookie(cookie(exchange, secret, this.longest));
			}))
			.switchIfEmpty(Mono.error(WrongCredentials::new)));
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

	/** The span of a request says when it was refused for too many guesses. */
	static <T> Mono<T> tellingRefusals(ServerWebExchange exchange, Mono<T> proof) {
		return proof.doOnError(TooManyGuesses.class, (error) -> error.refusal().leaveIn(exchange));
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
