package dev.akshay.portfolio.gateway.owner.oidc;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import dev.akshay.portfolio.gateway.owner.credential.WrongCredentials;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.server.ServerWebExchange;

/**
 * Sends a browser to the provider, and believes what it brings back: the authorization
 * code flow of <a href="https://openid.net/specs/openid-connect-core-1_0.html">OpenID
 * Connect</a> with state, nonce and PKCE.
 */
public class OidcLogIn {

	/** How long a browser may take at the provider. */
	public static final Duration LIFE = SignIns.LIFE;

	private static final String NO_CODE = "no_code";

	private final OidcSettings settings;

	private final Provider provider;

	private final SignIns signIns;

	private final ServerOAuth2AuthorizationRequestResolver requests;

	private final ReactiveAuthenticationManager manager;

	OidcLogIn(OidcSettings settings, Provider provider, SignIns signIns,
			ServerOAuth2AuthorizationRequestResolver requests, ReactiveAuthenticationManager manager) {
		this.settings = settings;
		this.provider = provider;
		this.signIns = signIns;
		this.requests = requests;
		this.manager = manager;
	}

	/**
	 * Begins.
	 * @param exchange the browser's request
	 * @return where to send it; fails with {@link ProviderAway}
	 */
	public Mono<Departure> begin(ServerWebExchange exchange) {
		return this.requests.resolve(exchange, Provider.ID)
			.flatMap((request) -> this.signIns.keep(SignIn.of(request))
				.map((cookie) -> new Departure(URI.create(request.getAuthorizationRequestUri()), cookie)));
	}

	/**
	 * Ends.
	 * @param exchange the request by which the browser comes back
	 * @param cookie what its cookie says, {@code null} if it has none
	 * @return what proves that it is the owner's, once; fails with
	 * {@link WrongCredentials} if it was not sent from here
	 */
	public Mono<Return> returned(ServerWebExchange exchange, @Nullable String cookie) {
		return Mono.justOrEmpty(cookie)
			.flatMap(this.signIns::take)
			.switchIfEmpty(Mono.error(WrongCredentials::new))
			.map((signIn) -> () -> prove(signIn, exchange.getRequest().getQueryParams()));
	}

	private Mono<Void> prove(SignIn signIn, MultiValueMap<String, String> answer) {
		return Mono.just(signIn)
			.filter((_) -> isOfOurProvider(answer))
			.flatMap((_) -> ask(signIn, answer))
			.filter(this.settings.subjects()::contains)
			.switchIfEmpty(Mono.error(WrongCredentials::new))
			.then();
	}

	/** Who it is, as the provider calls them. */
	private Mono<String> ask(SignIn signIn, MultiValueMap<String, String> answer) {
		return this.provider.registration()
			.flatMap((registration) -> this.manager.authenticate(token(signIn, registration, answer)))
			.timeout(this.settings.patience().multipliedBy(2))
			.map(Authentication::getName)
			.onErrorMap(OidcLogIn::meaningOf);
	}

	/** A provider that says who answers (RFC 9207) is held to it. */
	private boolean isOfOurProvider(MultiValueMap<String, String> answer) {
		var issuer = answer.getFirst("iss");
		return issuer == null || issuer.equals(this.settings.issuer().toString());
	}

	private static OAuth2AuthorizationCodeAuthenticationToken token(SignIn signIn, ClientRegistration registration,
			MultiValueMap<String, String> answer) {
		var code = answer.getFirst(OAuth2ParameterNames.CODE);
		var response = (code != null && !code.isEmpty()) ? OAuth2AuthorizationResponse.success(code)
				: OAuth2AuthorizationResponse.error(NO_CODE);
		return new OAuth2AuthorizationCodeAuthenticationToken(registration,
				new OAuth2AuthorizationExchange(signIn.request(registration),
						response.redirectUri(signIn.redirectUri())
							.state(Objects.requireNonNullElse(answer.getFirst(OAuth2ParameterNames.STATE), ""))
							.build()));
	}

	private static Throwable meaningOf(Throwable error) {
		if (Stream.iterate(error, Objects::nonNull, Throwable::getCause).anyMatch(OidcLogIn::isSilence)) {
			return new ProviderAway(error);
		}
		return (error instanceof AuthenticationException) ? new WrongCredentials() : error;
	}

	private static boolean isSilence(Throwable error) {
		return error instanceof ProviderAway || error instanceof WebClientRequestException
				|| error instanceof TimeoutException;
	}

	/** A browser that was sent to the provider, and is back. */
	@FunctionalInterface
	public interface Return {

		/**
		 * Asks the provider who it is.
		 * @return completes if it is the owner; fails with {@link WrongCredentials} or
		 * {@link ProviderAway}
		 */
		Mono<Void> prove();

	}

	/**
	 * Where a browser is sent.
	 *
	 * @param to the provider's address, with what it needs to know
	 * @param cookie what the browser has to bring back besides
	 */
	public record Departure(URI to, String cookie) {

		/** Is not for logs. */
		@Override
		public String toString() {
			return "Departure";
		}

	}

}
