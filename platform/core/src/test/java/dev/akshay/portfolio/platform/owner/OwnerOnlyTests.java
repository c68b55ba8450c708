package dev.akshay.portfolio.platform.owner;

import java.util.function.Function;

import dev.akshay.portfolio.platform.test.OwnerTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "portfolio.owner.enabled=true", "spring.application.name=desk-service" })
@AutoConfigureWebTestClient(timeout = "30s")
@Import(OwnerTokens.class)
class OwnerOnlyTests {

	@Autowired
	private WebTestClient http;

	@Autowired
	private OwnerTokens.Maker tokens;

	@Test
	void letsTheOwnerInAndSaysHow() {
		put(this.tokens.bearerVia("token:ci", "content:read", "content:write")).expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals(HttpHeaders.CACHE_CONTROL, "no-store")
			.expectBody(String.class)
			.isEqualTo("token:ci wrote 7");
	}

	@Test
	void everybodyMayReadWhatIsPublic() {
		this.http.get().uri("/desk").exchange().expectStatus().isOk();
		this.http.get()
			.uri("/desk")
			.header(HttpHeaders.AUTHORIZATION, "Bearer nonsense")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.doesNotExist(HttpHeaders.CACHE_CONTROL);
	}

	@ParameterizedTest
	@EnumSource
	void refusesWhoIsNotTheOwner(Stranger stranger) {
		var problem = put(stranger.credentials.apply(this.tokens)).expectStatus()
			.isUnauthorized()
			.expectHeader()
			.valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
			.expectHeader()
			.valueEquals(HttpHeaders.CACHE_CONTROL, "no-store")
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		assertThat(problem).contains("/problems/owner-only").doesNotContain("JWT", "jwt", "Exception");
	}

	@Test
	void namesTheScopeThatIsMissing() {
		put(this.tokens.bearer("content:read", "inbox:write", "content:write2")).expectStatus()
			.isForbidden()
			.expectHeader()
			.valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\", scope=\"content:write\"")
			.expectBody()
			.jsonPath("$.detail")
			.value(String.class, (detail) -> assertThat(detail).contains("content:write"));
	}

	@Test
	void asksWhoItIsBeforeItReadsTheBody() {
		this.http.put()
			.uri("/desk")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("not a number at all")
			.exchange()
			.expectStatus()
			.isUnauthorized();
		this.http.put()
			.uri("/desk")
			.header(HttpHeaders.AUTHORIZATION, this.tokens.bearer("content:write"))
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("not a number at all")
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.BAD_REQUEST);
	}

	private WebTestClient.ResponseSpec put(String credentials) {
		return this.http.put().uri("/desk").headers((headers) -> {
			if (!credentials.isEmpty()) {
				headers.set(HttpHeaders.AUTHORIZATION, credentials);
			}
		}).contentType(MediaType.APPLICATION_JSON).bodyValue(7).exchange();
	}

	/** Ways not to be the owner. */
	enum Stranger {

		NOBODY((_) -> ""), NONSENSE((_) -> "Bearer nonsense"), EMPTY((_) -> "Bearer "),
		BASIC((_) -> "Basic b3duZXI6b3duZXI="), API_TOKEN((_) -> "Bearer pf_1_secret"),
		EXPIRED((tokens) -> tokens.expired("content:write")), ENDLESS((tokens) -> tokens.endless("content:write")),
		FOR_ANOTHER_SERVICE((tokens) -> tokens.forAnother("content:write")),
		OF_ANOTHER_ISSUER((tokens) -> tokens.ofAnother("content:write")),
		FORGED((tokens) -> tokens.forged("content:write")), UNSIGNED((tokens) -> tokens.unsigned("content:write")),
		CONFUSED((tokens) -> tokens.confused("content:write"));

		private final Function<OwnerTokens.Maker, String> credentials;

		Stranger(Function<OwnerTokens.Maker, String> credentials) {
			this.credentials = credentials;
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = R2dbcAutoConfiguration.class)
	@RestController
	static class Desk {

		@GetMapping("/desk")
		Mono<String> read() {
			return Mono.just("a desk");
		}

		@PutMapping("/desk")
		@OwnerOnly(Scope.CONTENT_WRITE)
		Mono<String> write(@RequestBody int number, Owner owner) {
			return Mono.just(owner.via() + " wrote " + number);
		}

	}

}
