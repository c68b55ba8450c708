package dev.akshay.portfolio.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "portfolio.gateway.routes.impatient.paths=/impatient/**",
				"portfolio.gateway.routes.impatient.response-timeout=300ms",
				"portfolio.services.contact-service=http://127.0.0.1:1",
				"portfolio.gateway.routes.extra.paths=/extra/**", "portfolio.gateway.routes.half.uri=http://half",
				"portfolio.gateway.routes.half.paths=/half/**" })
@AutoConfigureWebTestClient(timeout = "PT30S")
class GatewayIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Origin profile = new Origin("profile-service");

	private static final Origin projects = new Origin("projects-service");

	private static final Origin insights = new Origin("insights-service-1");

	private static final Origin secondInsights = new Origin("insights-service-2");

	private static final Origin website = new Origin("website");

	private static final Origin extra = new Origin("extra");

	@Autowired
	private WebTestClient client;

	@Autowired
	private MeterRegistry meters;

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void origins(DynamicPropertyRegistry properties) {
		properties.add("portfolio.services.profile-service", profile::uri);
		// as an environment variable would spell it
		properties.add("portfolio.services.PROJECTSSERVICE", projects::uri);
		properties.add("portfolio.services.insights-service", () -> insights.uri() + "," + secondInsights.uri());
		properties.add("portfolio.services.website", website::uri);
		properties.add("portfolio.gateway.routes.extra.uri", extra::uri);
		properties.add("portfolio.gateway.routes.impatient.uri", extra::uri);
		properties.add("portfolio.services.half", () -> "http://127.0.0.1:1," + extra.uri());
	}

	@AfterAll
	static void stopOrigins() {
		Stream.of(profile, projects, insights, secondInsights, website, extra).forEach(Origin::close);
	}

	@ParameterizedTest
	@CsvSource({ "/api/profile, profile-service", "/api/profile/resume.json, profile-service",
			"/api/profile/resume.pdf, profile-service", "/api/projects?q=a%20b, projects-service", "/, website",
			"/projects/kiln, website", "/feed.xml, website", "/extra/more, extra" })
	void leadsEachPathToItsService(String path, String service) {
		get(path).expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("Origin-Name", service)
			.expectHeader()
			.valueEquals("Origin-Path", path);
	}

	@Test
	void takesTurnsBetweenReplicas() {
		assertThat(IntStream.range(0, 4)
			.mapToObj((
					_) -> get("/api/insights").returnResult(String.class).getResponseHeaders().getFirst("Origin-Name")))
			.containsOnly("insights-service-1", "insights-service-2")
			.filteredOn("insights-service-1"::equals)
			.hasSize(2);
	}

	@Test
	void answersForAServiceThatIsDown() {
		get("/api/contact/receipts/some").expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.valueEquals("Retry-After", "5")
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/service-unavailable")
			.jsonPath("$.detail")
			.isEqualTo("The contact-service does not answer at the moment. Try again in 5 seconds.");
	}

	@Test
	void answersForAServiceThatBreaksOff() {
		get("/api/projects/broken").expectStatus().isEqualTo(503);
	}

	@Test
	void answersForAServiceThatIsTooSlow() {
		get("/impatient/slow").expectStatus()
			.isEqualTo(504)
			.expectHeader()
			.valueEquals("Retry-After", "5")
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/service-too-slow");
	}

	@Test
	void showsPeopleAPageInstead() {
		this.client.get()
			.uri("/api/contact/receipts/some")
			.header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
			.exchange()
			.expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.TEXT_HTML)
			.expectHeader()
			.valueEquals("Retry-After", "5")
			.expectBody(String.class)
			.value((page) -> assertThat(page).contains("<h1>Back in a moment</h1>"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/actuator", "/api", "/api/nothing" })
	void showsNothingOfTheInside(String path) {
		get(path).expectStatus()
			.isNotFound()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectHeader()
			.doesNotExist("Origin-Name");
	}

	@ParameterizedTest
	@CsvSource({ "/contact, 64", "/api/profile, 512" })
	void refusesABodyThatAnnouncesToBeTooLarge(String path, int limit) throws IOException {
		// nothing of it follows, and nobody waits for it
		try (var connection = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			connection.setSoTimeout((int) PATIENCE.toMillis());
			connection.getOutputStream()
				.write("POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
					.formatted(path, limit * 1024 + 1)
					.getBytes(StandardCharsets.US_ASCII));
			assertThat(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
				.startsWith("HTTP/1.1 413 ")
				.contains("https://akshay.dev/problems/content-too-large", "\"field\":\"body\"");
		}
	}

	@ParameterizedTest
	@CsvSource({ "/contact, 64", "/api/profile, 512" })
	void refusesABodyThatIsAnnouncedAndSentAndTooLarge(String path, int limit) {
		this.client.post()
			.uri(path)
			.bodyValue(new byte[limit * 1024 + 1])
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.CONTENT_TOO_LARGE)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/content-too-large")
			.jsonPath("$.errors[0].field")
			.isEqualTo("body");
	}

	@ParameterizedTest
	@CsvSource({ "/contact, 64", "/api/profile, 512" })
	void refusesABodyThatTurnsOutToBeTooLarge(String path, int limit) {
		var chunk = new byte[1024];
		this.client.post()
			.uri(path)
			.body(Flux.range(0, limit + 1).map((_) -> (DataBuffer) DefaultDataBufferFactory.sharedInstance.wrap(chunk)),
					DataBuffer.class)
			.exchange()
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/content-too-large")
			.jsonPath("$.status")
			.isEqualTo(413)
			.jsonPath("$.errors[0].field")
			.isEqualTo("body");
	}

	@Test
	void passesABodyOfAllowedSize() {
		this.client.post()
			.uri("/contact")
			.bodyValue("x".repeat(64 * 1024))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.value((body) -> assertThat(body).hasSize(64 * 1024));
	}

	@Test
	void continuesTheTraceToTheService() {
		var headers = get("/api/profile").returnResult(String.class).getResponseHeaders();
		var traceId = String.valueOf(headers.getFirst("traceresponse")).split("-")[1];
		assertThat(traceId).hasSize(32);
		assertThat(headers.getFirst("Origin-Traceparent")).startsWith("00-" + traceId + "-");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/api/profile", "/api/nothing", "/api/contact/receipts/some", "/impatient/slow" })
	void tellsTraceAndTimeOnEveryResponse(String path) {
		get(path).expectHeader()
			.valueMatches("traceresponse", "00-[0-9a-f]{32}-[0-9a-f]{16}-01")
			.expectHeader()
			.valueMatches("Server-Timing", "gateway;dur=\\d+\\.\\d, trace;desc=\"00-[0-9a-f]{32}-[0-9a-f]{16}-01\"")
			.expectHeader()
			.valueMatches("Cache-Status", "gateway; fwd=uri-miss; fwd-status=\\d+");
	}

	@Test
	void givesTheApiOfAllServicesAsOneDocument() {
		get("/api/docs").expectStatus()
			.isOk()
			.expectHeader()
			.exists("ETag")
			.expectBody()
			.jsonPath("$.openapi")
			.isEqualTo("3.1.0")
			.jsonPath("$.paths")
			.value((paths) -> assertThat(paths).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsKeys("/api/profile", "/api/projects/{slug}", "/api/insights", "/api/contact/messages"));
	}

	@Test
	void compressesWhatIsWorthIt() throws Exception {
		// a client that does not decompress by itself
		var request = HttpRequest.newBuilder(URI.create("http://localhost:%d/api/profile".formatted(this.port)))
			.header("Accept-Encoding", "gzip")
			.POST(HttpRequest.BodyPublishers.ofString("word ".repeat(1000)))
			.timeout(Duration.ofSeconds(30))
			.build();
		try (var http = HttpClient.newHttpClient()) {
			var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
			assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
			assertThat(response.body()).hasSizeLessThan(1000);
		}
	}

	@Test
	void triesAnotherReplicaWhenOneIsGone() {
		assertThat(
				IntStream.range(0, 4).mapToObj((_) -> get("/half/way").returnResult(String.class).getStatus().value()))
			.containsOnly(200);
	}

	@Test
	void countsRequestsByTheRouteTheyTook() {
		this.client.get().uri("/extra/of-one-kind").exchange().expectStatus().isOk();
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(
					this.meters.get("http.server.requests").tags("uri", "extra", "status", "200").timer().count())
				.isPositive());
	}

	private WebTestClient.ResponseSpec get(String path) {
		return this.client.get().uri((builder) -> URI.create(builder.path("/").build() + path.substring(1))).exchange();
	}

}
