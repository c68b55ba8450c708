package dev.akshay.portfolio.gateway.owner.api;

import java.net.URI;

import dev.akshay.portfolio.gateway.owner.caller.Caller.InSession;
import dev.akshay.portfolio.gateway.owner.caller.Callers;
import dev.akshay.portfolio.gateway.owner.credential.WrongCredentials;
import io.swagger.v3.oas.annotations.Hidden;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/** Logging in and out for browsers without JavaScript. */
@Hidden
@RestController
class StudioForms {

	private static final URI STUDIO = URI.create("/studio");

	private static final URI FAILED = URI.create("/studio/login?failed");

	private static final URI LEFT = URI.create("/studio/login");

	private static final int LONGEST = 200;

	private final LogIns logIns;

	private final Callers callers;

	StudioForms(LogIns logIns, Callers callers) {
		this.logIns = logIns;
		this.callers = callers;
	}

	@PostMapping(path = "/studio/login", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	Mono<ResponseEntity<Void>> logIn(ServerWebExchange exchange) {
		return exchange.getFormData().flatMap((form) -> {
			var password = form.getFirst("password");
			return (password != null && !password.isEmpty() && password.length() <= LONGEST)
					? this.logIns.in(exchange, password, form.getFirst("code")).thenReturn(STUDIO) : Mono.just(FAILED);
		}).onErrorReturn(WrongCredentials.class, FAILED).map(StudioForms::to);
	}

	@PostMapping(path = "/studio/logout", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	Mono<ResponseEntity<Void>> logOut(ServerWebExchange exchange) {
		return exchange.getFormData()
			.flatMap((form) -> this.callers.of(exchange.getRequest())
				.ofType(InSession.class)
				.map(InSession::session)
				.filter((session) -> Callers.knowsToken(session, form.getFirst("csrf")))
				.flatMap((session) -> this.logIns.out(exchange, session, false)))
			.then(Mono.fromSupplier(() -> to(LEFT)));
	}

	private static ResponseEntity<Void> to(URI address) {
		return ResponseEntity.status(HttpStatus.SEE_OTHER)
			.location(address)
			.cacheControl(CacheControl.noStore())
			.build();
	}

}
