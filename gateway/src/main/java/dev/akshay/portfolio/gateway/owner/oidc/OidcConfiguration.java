package dev.akshay.portfolio.gateway.owner.oidc;

import java.util.List;
import java.util.Objects;

import dev.akshay.portfolio.gateway.database.OwnerDatabase;
import io.netty.channel.ChannelOption;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeReactiveAuthenticationManager;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.authentication.ReactiveOidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.server.DefaultServerOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Spring Security's client without its filters: they would run for every visitor, and all
 * that is needed of it are the parts that make a request to the provider and check its
 * answer.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("portfolio.owner.oidc.issuer")
class OidcConfiguration {

	@Bean
	OidcLogIn oidcLogIn(OidcSettings settings, WebClient.Builder builder, DatabaseClient client,
			OwnerDatabase database) {
		// further away than the services that other clients speak to
		var connector = new ReactorClientHttpConnector(HttpClient.create()
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.patience().toMillis())
			.responseTimeout(settings.patience()));
		var http = builder.clientConnector(connector)
			.filter(ExchangeFilterFunction.ofResponseProcessor(OidcConfiguration::noFailure))
			.build();
		var provider = new Provider(settings, http);
		var requests = new DefaultServerOAuth2AuthorizationRequestResolver((_) -> provider.registration());
		requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
		return new OidcLogIn(settings, provider, new SignIns(client, database), requests, manager(settings, http));
	}

	private static OidcAuthorizationCodeReactiveAuthenticationManager manager(OidcSettings settings, WebClient http) {
		var codes = new WebClientReactiveAuthorizationCodeTokenResponseClient();
		codes.setWebClient(http);
		// who somebody is stands in the token: nobody needs to be asked again
		var manager = new OidcAuthorizationCodeReactiveAuthenticationManager(codes,
				(request) -> Mono.just(new DefaultOidcUser(List.of(), request.getIdToken())));
		manager.setJwtDecoderFactory((registration) -> decoder(registration, settings, http));
		return manager;
	}

	/** Asks for the keys each time: who logs in is rare, and may come with a new one. */
	private static NimbusReactiveJwtDecoder decoder(ClientRegistration registration, OidcSettings settings,
			WebClient http) {
		var decoder = NimbusReactiveJwtDecoder
			.withJwkSetUri(Objects.requireNonNull(registration.getProviderDetails().getJwkSetUri()))
			.jwsAlgorithm(settings.algorithm())
			.webClient(http)
			.build();
		decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
				List.of(new JwtTimestampValidator(), new OidcIdTokenValidator(registration))));
		decoder.setClaimSetConverter(
				new ClaimTypeConverter(ReactiveOidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
		return decoder;
	}

	private static Mono<ClientResponse> noFailure(ClientResponse response) {
		return response.statusCode().is5xxServerError()
				? response.releaseBody().then(Mono.error(new ProviderAway(null))) : Mono.just(response);
	}

}
