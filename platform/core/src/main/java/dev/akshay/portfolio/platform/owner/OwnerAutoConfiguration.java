package dev.akshay.portfolio.platform.owner;

import java.util.List;

import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webflux.autoconfigure.WebFluxRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;

/** Services that have something for the owner check who asks. */
@AutoConfiguration
@ConditionalOnClass(ReactiveJwtDecoder.class)
@ConditionalOnBooleanProperty("portfolio.owner.enabled")
@EnableConfigurationProperties(OwnerSettings.class)
@SecurityScheme(name = OwnerOnly.SCHEME, type = SecuritySchemeType.HTTP, scheme = "bearer",
		description = "An API token of the owner; in a browser the cookie of a session does it")
class OwnerAutoConfiguration {

	private static final String ISSUER = "gateway";

	@Bean
	ReactiveJwtDecoder ownerTokens(OwnerSettings settings, WebClient.Builder http,
			@Value("${spring.application.name}") String service) {
		var decoder = NimbusReactiveJwtDecoder.withJwkSetUri(settings.keys().toString())
			.jwsAlgorithm(SignatureAlgorithm.ES256)
			.webClient(http.build())
			.build();
		decoder.setJwtValidator(
				new DelegatingOAuth2TokenValidator<>(List.of(new JwtTimestampValidator(settings.clockSkew()),
						new JwtIssuerValidator(ISSUER), new JwtAudienceValidator(service), new CompleteToken())));
		return decoder;
	}

	@Bean
	WebFluxRegistrations ownersHandlers(ReactiveJwtDecoder ownerTokens) {
		return new WebFluxRegistrations() {

			@Override
			public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
				return new OwnersHandlers(new Callers(ownerTokens));
			}

		};
	}

	@Bean
	WebFluxConfigurer ownerArgument() {
		return new WebFluxConfigurer() {

			@Override
			public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
				resolvers.addCustomResolver(new OwnersHandlers.OwnerArgument());
			}

		};
	}

}
