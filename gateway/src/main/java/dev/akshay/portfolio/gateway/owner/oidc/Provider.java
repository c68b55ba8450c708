package dev.akshay.portfolio.gateway.owner.oidc;

import java.time.Duration;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * What the provider says of itself
 * (<a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect
 * Discovery</a>). It is asked when somebody wants to log in by it, not when the gateway
 * starts.
 */
class Provider {

	/** What this site's client is called here. */
	static final String ID = "owner";

	/** Where browsers come back to. */
	static final String CALLBACK = "/studio/login/oidc/callback";

	private static final Log logger = LogFactory.getLog(Provider.class);

	private static final Duration BELIEVED = Duration.ofHours(1);

	private final OidcSettings settings;

	private final WebClient http;

	private final Mono<ClientRegistration> registration;

	Provider(OidcSettings settings, WebClient http) {
		this.settings = settings;
		this.http = http;
		this.registration = Mono.defer(this::discover)
			.cache((_) -> BELIEVED, (_) -> Duration.ZERO, () -> Duration.ZERO);
	}

	/**
	 * How to speak to it.
	 * @return this site's client; fails with {@link ProviderAway}
	 */
	Mono<ClientRegistration> registration() {
		return this.registration;
	}

	private Mono<ClientRegistration> discover() {
		var issuer = this.settings.issuer().toString();
		return this.http.get()
			.uri(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration")
			.retrieve()
			.bodyToMono(new ParameterizedTypeReference<Map<String, Object>>() {
			})
			.timeout(this.settings.patience())
			.filter((described) -> issuer.equals(described.get("issuer")))
			.map(this::client)
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("it is another issuer by its own words")))
			.onErrorMap((error) -> !(error instanceof ProviderAway), (error) -> {
				logger.warn("The provider %s cannot be used: %s".formatted(issuer, error));
				return new ProviderAway(error);
			});
	}

	private ClientRegistration client(Map<String, Object> described) {
		var builder = ClientRegistrations.fromOidcConfiguration(described)
			.registrationId(ID)
			.clientId(this.settings.clientId())
			.scope(OidcScopes.OPENID)
			.redirectUri("{baseUrl}" + CALLBACK);
		var secret = this.settings.clientSecret();
		return ((secret != null && !secret.isBlank()) ? builder.clientSecret(secret)
				: builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE))
			.build();
	}

}
