package dev.akshay.portfolio.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dev.akshay.portfolio.platform.tracing.Breakers;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Routes that Spring Cloud Gateway is given itself, in its own way. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@AutoConfigureWebTestClient(timeout = "PT30S")
class OtherRoutesIntegrationTests {

	private static final Origin other = new Origin("other");

	private static final Origin namesake = new Origin("namesake");

	private static final Origin profile = new Origin("profile-service");

	private static final Origin website = new Origin("website");

	private final String path = "/other/" + UUID.randomUUID();

	@Autowired
	private WebTestClient client;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private Breakers breakers;

	@DynamicPropertySource
	static void origins(DynamicPropertyRegistry properties) {
		properties.add("portfolio.services.profile-service", profile::uri);
		properties.add("portfolio.services.website", website::uri);
		route(properties, 0, "other", other.uri(), "/other/**",
				Map.of("filters[0]", "StripPrefix=1", "filters[1]", "AddResponseHeader=Filtered, yes"));
		route(properties, 1, "dead", URI.create("http://127.0.0.1:1"), "/dead/**", Map.of());
		route(properties, 2, "tight", other.uri(), "/tight/**", Map.of("metadata.response-timeout", "300",
				"metadata.request-body", "1KB", "metadata.resilience.retry.times", "0"));
		// named as one of ours
		route(properties, 3, "website", namesake.uri(), "/namesake/**", Map.of());
		route(properties, 4, "late", other.uri(), "/api/profile/**", Map.of());
		route(properties, 5, "moved", URI.create("no://where"), "/moved",
				Map.of("filters[0]", "RedirectTo=302, https://elsewhere.example"));
		route(properties, 6, "again", other.uri(), "/again/**",
				Map.of("filters[0].name", "Retry", "filters[0].args.retries", "1", "filters[0].args.statuses",
						"SERVICE_UNAVAILABLE", "metadata.resilience.retry.times", "0"));
	}

	private static void route(DynamicPropertyRegistry properties, int number, String id, URI uri, String path,
			Map<String, String> more) {
		var route = "spring.cloud.gateway.server.webflux.routes[%d].".formatted(number);
		properties.add(route + "id", () -> id);
		properties.add(route + "uri", () -> uri);
		properties.add(route + "predicates[0]", () -> "Path=" + path);
		more.forEach((name, value) -> properties.add(route + name, () -> value));
	}

	@BeforeEach
	void beginAnew() {
		other.reset();
	}

	@AfterAll
	static void stopOrigins() {
		Stream.of(other, namesake, profile, website).forEach(Origin::close);
	}

	@Test
	void passesARequestOnAsTheFiltersOfTheRouteMakeIt() {
		get(this.path + "/a%20b?q=1").expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("Origin-Name", "other")
			.expectHeader()
			.valueEquals("Origin-Path", this.path.substring("/other".length()) + "/a%20b?q=1")
			.expectHeader()
			.valueEquals("Origin-Got-X-Forwarded-For", "127.0.0.1")
			.expectHeader()
			.valueEquals("Filtered", "yes")
			.expectHeader()
			.valueMatches("traceresponse", "00-[0-9a-f]{32}-[0-9a-f]{16}-01")
			.expectHeader()
			.valueMatches("Cache-Status", "gateway; fwd=uri-miss; fwd-status=200")
			.expectBody(String.class)
			.isEqualTo("nothing");
	}

	@Test
	void keepsWhatMayBeKept() {
		other.behaves((_, response) -> response.header("Cache-Control", "max-age=60")
			.header("Content-Length", "4")
			.sendString(Mono.just("kept")));
		assertThat(headers(this.path).getFirst("Cache-Status"))
			.isEqualTo("gateway; fwd=uri-miss; fwd-status=200; stored; ttl=60");
		var hit = headers(this.path);
		assertThat(hit.getFirst("Cache-Status")).startsWith("gateway; hit; ttl=");
		assertThat(hit.getFirst("Filtered")).isEqualTo("yes");
		assertThat(other.requests()).hasSize(1);
	}

	@Test
	void answersForAnOriginThatIsDeadAndLeavesItAlone() {
		get("/dead").expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/service-unavailable")
			.jsonPath("$.detail")
			.isEqualTo("The dead does not answer at the moment. Try again in 5 seconds.");
		await().atMost(Duration.ofSeconds(30)).until(() -> {
			get("/dead/again").expectStatus().isEqualTo(503);
			return this.meters.get("portfolio.breaker.refused").tag("service", "dead").counter().count() > 0;
		});
		assertThat(this.meters.get("portfolio.breaker.open").tag("service", "dead").gauge().value()).isOne();
		// as its pulse tells it, of all routes that lead there the worst
		assertThat(this.breakers.states()).containsEntry("127.0.0.1", "open")
			.containsEntry("profile-service", "closed")
			.doesNotContainKey("resume");
	}

	@Test
	void heedsMetadataOfTheRoute() {
		get("/tight/slow").expectStatus()
			.isEqualTo(504)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/service-too-slow");
		assertThat(other.requests()).containsExactly("GET /tight/slow");
	}

	@ParameterizedTest
	@CsvSource({ "/tight/x, 1", "/other/x, 64" })
	void refusesABodyThatIsTooLarge(String path, int limit) {
		assertThat(post(path, limit * 1024)).isEqualTo(HttpStatus.OK);
		assertThat(post(path, limit * 1024 + 1)).isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
		assertThat(other.requests()).hasSize(1);
	}

	@Test
	void keepsTheCookieOfASessionBack() {
		this.client.get()
			.uri(this.path)
			.header("Cookie", "theme=dark; studio-session=secret")
			.exchange()
			.expectHeader()
			.valueEquals("Origin-Got-Cookie", "theme=dark");
	}

	@Test
	void leadsARouteNamedAsOneOfOursToItsOwnOrigin() {
		assertThat(headers("/namesake/x").getFirst("Origin-Name")).isEqualTo("namesake");
		assertThat(headers("/x").getFirst("Origin-Name")).isEqualTo("website");
	}

	@Test
	void asksOursFirstWhereTheOrderIsTheSame() {
		assertThat(headers("/api/profile/x").getFirst("Origin-Name")).isEqualTo("profile-service");
	}

	@Test
	void leavesAnAnswerToAFilter() {
		get("/moved").expectStatus().isEqualTo(302).expectHeader().valueEquals("Location", "https://elsewhere.example");
	}

	@Test
	void sendsTheLastAnswerToAFilterThatAsksAgain() {
		other.behaves((request, response) -> other.requests().isEmpty()
				? Origin.status(response.header("First", "yes"), 503) : other.tell(request, response));
		get("/again/x").expectStatus()
			.isOk()
			.expectHeader()
			.doesNotExist("First")
			.expectBody(String.class)
			.isEqualTo("nothing");
		assertThat(other.requests()).hasSize(2);
	}

	@Test
	void passesAStreamOnAsItComes() {
		other.behaves((_, response) -> response.sse().sendString(Flux.just("data: one\n\n").concatWith(Flux.never())));
		assertThat(this.client.get()
			.uri(this.path)
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.returnResult(String.class)
			.getResponseBody()
			.blockFirst(Duration.ofSeconds(30))).isEqualTo("one");
	}

	private HttpStatus post(String path, int size) {
		return HttpStatus.valueOf(this.client.post()
			.uri(path)
			.bodyValue(new byte[size])
			.exchange()
			.returnResult(Void.class)
			.getStatus()
			.value());
	}

	private HttpHeaders headers(String path) {
		return get(path).returnResult(String.class).getResponseHeaders();
	}

	private WebTestClient.ResponseSpec get(String path) {
		return this.client.get().uri((builder) -> URI.create(builder.path("/").build() + path.substring(1))).exchange();
	}

}
