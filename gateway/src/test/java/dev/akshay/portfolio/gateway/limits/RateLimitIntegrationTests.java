package dev.akshay.portfolio.gateway.limits;

import dev.akshay.portfolio.gateway.KeptSpans;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Each test comes from a network of its own, told by a proxy that is trusted. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "portfolio.services.website=http://127.0.0.1:1",
				"portfolio.services.contact-service=http://127.0.0.1:1",
				"portfolio.services.observatory=http://127.0.0.1:1", "portfolio.gateway.trusted-proxies=127.0.0.1,::1",
				"portfolio.limits.actions.contact.permits=2" })
@AutoConfigureWebTestClient(timeout = "PT30S")
@Import(KeptSpans.class)
class RateLimitIntegrationTests {

	@Autowired
	private WebTestClient client;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private KeptSpans spans;

	@Test
	void tellsWhatIsLeftAndRefusesWhatIsTooMuch() {
		var before = refused();
		var first = sent("192.0.2.1", "/api/contact/messages");
		assertThat(first.getFirst("RateLimit-Policy")).isEqualTo("\"contact\";q=2;w=600");
		assertThat(first.getFirst("RateLimit")).isEqualTo("\"contact\";r=1;t=300");
		assertThat(left("192.0.2.1", "/contact")).startsWith("\"contact\";r=0;t=");
		var last = send("192.0.2.1", "/api/contact/messages", MediaType.APPLICATION_JSON).expectStatus()
			.isEqualTo(429)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectHeader()
			.valueEquals("RateLimit-Policy", "\"contact\";q=2;w=600")
			.expectHeader()
			.valueMatches("RateLimit", "\"contact\";r=0;t=\\d+")
			.expectHeader()
			.valueMatches("Retry-After", "\\d+")
			.expectHeader()
			.valueEquals("X-Content-Type-Options", "nosniff")
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/too-many-requests")
			.returnResult();
		assertThat(this.spans.ofRequest(String.valueOf(last.getResponseHeaders().getFirst("traceresponse"))))
			.containsEntry("portfolio.refused", "rate-limit");
		assertThat(refused()).isEqualTo(before + 1);
	}

	@Test
	void showsPeopleAPageInstead() {
		sent("192.0.2.2", "/contact");
		sent("192.0.2.2", "/contact");
		send("192.0.2.2", "/contact", MediaType.TEXT_HTML).expectStatus()
			.isEqualTo(429)
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.TEXT_HTML)
			.expectHeader()
			.exists("Retry-After")
			.expectHeader()
			.exists("RateLimit")
			.expectBody(String.class)
			.value((page) -> assertThat(page).contains("<h1>A little slower, please</h1>"));
	}

	@Test
	void countsANetworkOfIpv6AsOneClient() {
		assertThat(left("2001:db8::1", "/contact")).startsWith("\"contact\";r=1;");
		assertThat(left("2001:db8::2", "/contact")).startsWith("\"contact\";r=0;");
		assertThat(left("2001:db8:0:1::1", "/contact")).startsWith("\"contact\";r=1;");
	}

	@ParameterizedTest
	@CsvSource({ "GET, /contact", "POST, /contact/other", "GET, /", "POST, /studio",
			"DELETE, /api/contact/messages/some" })
	void leavesOtherRequestsAlone(String method, String path) {
		this.client.method(HttpMethod.valueOf(method)).uri(path).exchange().expectHeader().doesNotExist("RateLimit");
	}

	@ParameterizedTest
	@CsvSource({ "/studio/login, login, 10, 300", "/api/labs/hedging/runs, labs, 30, 600",
			"/api/live/chaos, chaos, 30, 600" })
	void limitsEveryActionThatCanBeAbused(String path, String name, int permits, int seconds) {
		assertThat(sent("192.0.2.3", path).getFirst("RateLimit-Policy"))
			.isEqualTo("\"%s\";q=%d;w=%d".formatted(name, permits, seconds));
	}

	@ParameterizedTest
	@CsvSource({ "GET, 192.0.2.4", "HEAD, 192.0.2.5" })
	void limitsChallenges(String method, String sender) {
		this.client.method(HttpMethod.valueOf(method))
			.uri("/api/contact/challenge")
			.header("X-Forwarded-For", sender)
			.exchange()
			.expectHeader()
			.valueEquals("RateLimit-Policy", "\"challenge\";q=60;w=60");
	}

	@ParameterizedTest
	@CsvSource({ "GET, chaos-look, 600, 60", "HEAD, chaos-look, 600, 60", "DELETE, chaos-mend, 120, 600" })
	void limitsWhoeverLooksForFaultsAndMendsThem(String method, String name, int permits, int seconds) {
		this.client.method(HttpMethod.valueOf(method))
			.uri("/api/live/chaos")
			.header("X-Forwarded-For", "192.0.2.7")
			.exchange()
			.expectHeader()
			.valueEquals("RateLimit-Policy", "\"%s\";q=%d;w=%d".formatted(name, permits, seconds));
	}

	@ParameterizedTest
	@CsvSource({ "GET, /api/live/traces/4bf92f3577b34da6a3ce929d0e0e4736, live-trace, 600",
			"HEAD, /api/live/traces/none, live-trace, 600", "GET, /api/live/events?type=breaker, live-events, 300",
			"HEAD, /api/live/events, live-events, 300" })
	void limitsWhoeverWatches(String method, String uri, String name, int permits) {
		this.client.method(HttpMethod.valueOf(method))
			.uri(uri)
			.header("X-Forwarded-For", "192.0.2.8")
			.exchange()
			.expectHeader()
			.valueEquals("RateLimit-Policy", "\"%s\";q=%d;w=60".formatted(name, permits));
	}

	@Test
	void limitsThePageThatIsHeardBeforeVisitors() {
		this.client.get()
			.uri("/studio/login")
			.header("X-Forwarded-For", "192.0.2.9")
			.exchange()
			.expectHeader()
			.valueEquals("RateLimit-Policy", "\"login-page\";q=100;w=300");
	}

	@Test
	void limitsNothingThatTheOwnerReads() {
		this.client.get()
			.uri("/api/contact/messages")
			.header("X-Forwarded-For", "192.0.2.6")
			.exchange()
			.expectHeader()
			.doesNotExist("RateLimit");
	}

	private HttpHeaders sent(String sender, String path) {
		var result = send(sender, path, MediaType.APPLICATION_JSON).returnResult(Void.class);
		assertThat(result.getStatus().value()).isNotEqualTo(429);
		return result.getResponseHeaders();
	}

	private String left(String sender, String path) {
		return String.valueOf(sent(sender, path).getFirst("RateLimit"));
	}

	private WebTestClient.ResponseSpec send(String sender, String path, MediaType accepted) {
		return this.client.post().uri(path).header("X-Forwarded-For", sender).accept(accepted).exchange();
	}

	private double refused() {
		return this.meters.get("portfolio.limits.refused").tag("limit", "contact").counter().count();
	}

}
