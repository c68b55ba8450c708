package dev.akshay.portfolio.gateway;

import dev.akshay.portfolio.gateway.owner.oidc.OidcLogIn;
import dev.akshay.portfolio.platform.test.NoKafka;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway that never found its database. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "spring.r2dbc.url=r2dbc:postgresql://127.0.0.1:1/gateway" })
@AutoConfigureWebTestClient(timeout = "PT30S")
@Import(NoKafka.class)
class OwnerNeverIntegrationTests {

	private static final Origin website = new Origin("website");

	@Autowired
	private WebTestClient client;

	@Autowired
	private ApplicationContext context;

	@DynamicPropertySource
	static void origins(DynamicPropertyRegistry properties) {
		properties.add("portfolio.services.website", website::uri);
	}

	@Test
	void servesTheSiteAllTheSame() {
		this.client.get()
			.uri("/")
			.cookie("studio-session", "A".repeat(43))
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("Origin-Name", "website");
		this.client.get()
			.uri("/.well-known/jwks.json")
			.exchange()
			.expectStatus()
			.isEqualTo(503)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/owner-unavailable");
	}

	@Test
	void knowsNoProviderThatIsNotConfigured() {
		assertThat(this.context.getBeanNamesForType(OidcLogIn.class)).isEmpty();
		assertThat(this.context.getBeanDefinitionNames()).noneMatch((name) -> name.contains("oidc"));
		this.client.get().uri("/studio/login/oidc").exchange().expectStatus().isNotFound();
		this.client.get().uri("/studio/login/oidc/callback?code=a&state=b").exchange().expectStatus().isNotFound();
	}

	@Test
	void limitsLogInsOfOneClient() {
		for (int attempt = 0; attempt < 10; attempt++) {
			logIn().expectStatus()
				.isEqualTo(503)
				.expectHeader()
				.valueEquals("RateLimit-Policy", "\"login\";q=10;w=300");
		}
		var refused = logIn().expectStatus().isEqualTo(429).returnResult(String.class).getResponseHeaders();
		assertThat(refused.getFirst("RateLimit")).startsWith("\"login\";r=0;");
		assertThat(refused.getFirst("Retry-After")).matches("\\d+");
	}

	private WebTestClient.ResponseSpec logIn() {
		return this.client.post()
			.uri("/api/session")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"password\": \"guessed\"}")
			.exchange();
	}

}
