package dev.akshay.portfolio.gateway.owner.oidc;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

class ProviderTests {

	private static final String ISSUER = "https://id.example.org/realms/home";

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Test
	void takesItsWordForItself() {
		StepVerifier.create(provider(ISSUER).registration())
			.assertNext((registration) -> assertThat(registration.getProviderDetails().getTokenUri())
				.isEqualTo("https://id.example.org/token"))
			.expectComplete()
			.verify(PATIENCE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://id.example.org/realms/another", "https://id.example.org/realms/home/",
			"https://ID.example.org/realms/home", "http://id.example.org/realms/home" })
	void believesNoneThatIsAnotherByItsOwnWords(String issuer) {
		StepVerifier.create(provider(issuer).registration()).expectError(ProviderAway.class).verify(PATIENCE);
	}

	private static Provider provider(String issuer) {
		var described = """
				{"issuer": "%s", "authorization_endpoint": "https://id.example.org/authorize",
				"token_endpoint": "https://id.example.org/token", "jwks_uri": "https://id.example.org/keys",
				"response_types_supported": ["code"], "subject_types_supported": ["public"],
				"id_token_signing_alg_values_supported": ["RS256"]}""".formatted(issuer);
		var http = WebClient.builder()
			.exchangeFunction((_) -> Mono.just(ClientResponse.create(HttpStatus.OK)
				.header("Content-Type", MediaType.APPLICATION_JSON_VALUE)
				.body(described)
				.build()))
			.build();
		return new Provider(new OidcSettings(URI.create(ISSUER), "portfolio", null, Set.of("owner"),
				SignatureAlgorithm.RS256, PATIENCE), http);
	}

}
