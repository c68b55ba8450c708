package dev.akshay.portfolio.gateway.owner.api;

import java.net.URI;
import java.time.Duration;

import dev.akshay.portfolio.gateway.owner.credential.WrongCredentials;
import dev.akshay.portfolio.gateway.owner.oidc.OidcLogIn;
import dev.akshay.portfolio.gateway.owner.oidc.ProviderAway;
import dev.akshay.portfolio.gateway.protection.ClientAddress;
import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/** Logging in by way of a provider that knows the owner. */
@Hidden
@RestController
@ConditionalOnProperty("portfolio.owner.oidc.issuer")
class ProviderLogIn {

	private static final String START = "/studio/login/oidc";

	/**
	 * Not {@code SameSite=Strict}: it has to come along when the provider sends the
	 * browser back.
	 */
	private static final String COOKIE = "studio-sign-in";

	private static final URI STUDIO = URI.create("/studio");

	private static final URI FAILED = URI.create("/studio/login?failed");

	private static final URI UNAVAILABLE = URI.create("/studio/login?unavailable");

	private final OidcLogIn provider;

	private final LogIns logIns;

	ProviderLogIn(OidcLogIn provider, LogIns logIns) {
		this.provider = provider;
		this.logIns = logIns;
	}

	@GetMapping(START)
	Mono<ResponseEntity<Void>> begin(ServerWebExchange exchange) {
		return this.provider.begin(exchange)
			.map((departure) -> to(departure.to(), cookie(exchange, departure.cookie(), OidcLogIn.LIFE)))
			.onErrorResume(ProviderAway.class, (_) -> Mono.just(to(UNAVAILABLE, gone(exchange))));
	}

	@GetMapping(START + "/callback")
	Mono<ResponseEntity<Void>> end(@CookieValue(name = COOKIE, required = false) @Nullable String cookie,
			ServerWebExchange exchange) {
		// what nobody was sent away for is written down nowhere
		return this.provider.returned(exchange, cookie)
			.flatMap((back) -> this.logIns.in(exchange, back.prove()))
			.thenReturn(STUDIO)
			.onErrorReturn(WrongCredentials.class, FAILED)
			.onErrorReturn(ProviderAway.class, UNAVAILABLE)
			.map((address) -> to(address, gone(exchange)));
	}

	private static ResponseEntity<Void> to(URI address, ResponseCookie cookie) {
		return ResponseEntity.status(HttpStatus.SEE_OTHER)
			.location(address)
			.header(HttpHeaders.SET_COOKIE, cookie.toString())
			.cacheControl(CacheControl.noStore())
			.build();
	}

	private static ResponseCookie gone(ServerWebExchange exchange) {
		return cookie(exchange, "", Duration.ZERO);
	}

	private static ResponseCookie cookie(ServerWebExchange exchange, String value, Duration age) {
		return ResponseCookie.from(COOKIE, value)
			.httpOnly(true)
			.secure(ClientAddress.isSecure(exchange.getRequest()))
			.sameSite("Lax")
			.path(START)
			.maxAge(age)
			.build();
	}

}
