package dev.akshay.portfolio.gateway;

import java.time.Duration;
import java.util.List;

import dev.akshay.portfolio.gateway.owner.RecentOwner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "portfolio.gateway.shedding.initial=2",
				"portfolio.gateway.shedding.min=2", "portfolio.gateway.shedding.max=2",
				"portfolio.gateway.shedding.reserve=0.5", "portfolio.gateway.routes.website.response-timeout=60s" })
@AutoConfigureWebTestClient(timeout = "PT30S")
@Import(KeptSpans.class)
class SheddingIntegrationTests {

	private static final Origin website = new Origin("website");

	private static final String COOKIE = "studio-session=" + "a".repeat(43);

	@Autowired
	private WebTestClient client;

	@Autowired
	private KeptSpans spans;

	@Autowired
	private RecentOwner owner;

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void origins(DynamicPropertyRegistry properties) {
		properties.add("portfolio.services.website", website::uri);
	}

	@AfterAll
	static void stopOrigin() {
		website.close();
	}

	@AfterEach
	void forget() {
		website.reset();
	}

	@Test
	void refusesVisitorsFirstAndTheOwnerLast() {
		var http = WebClient.create("http://127.0.0.1:" + this.port);
		var visitor = http.get().uri("/pages/slow").retrieve().toBodilessEntity().subscribe();
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> website.requests().size() == 1);
		var refused = this.client.get()
			.uri("/")
			.exchange()
			.expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.valueEquals("Retry-After", "2")
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/too-much-to-do")
			.returnResult();
		assertThat(this.spans.ofRequest(String.valueOf(refused.getResponseHeaders().getFirst("traceresponse"))))
			.containsEntry("portfolio.refused", "load");
		for (var stranger : List.of("Bearer x", "Bearer pt_0_unknown")) {
			this.client.get().uri("/").header("Authorization", stranger).exchange().expectStatus().isEqualTo(503);
		}
		this.client.get().uri("/studio/drafts").header("Cookie", COOKIE).exchange().expectStatus().isEqualTo(503);
		this.client.get().uri("/studio/login").exchange().expectStatus().isOk();
		this.owner.seen(headers("Cookie", COOKIE));
		this.owner.seen(headers("Authorization", "Bearer known"));
		this.client.get().uri("/").header("Cookie", "a=b; " + COOKIE).exchange().expectStatus().isOk();
		this.client.get().uri("/").header("Authorization", "Bearer known").exchange().expectStatus().isOk();
		visitor.dispose();
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> this.client.get().uri("/").exchange().expectStatus().isOk());
	}

	@Test
	void keepsNoPlaceForWhatHasBegunItsAnswer() {
		website.behaves((_, response) -> response.sse()
			.sendString(Flux.concat(Flux.just("data: begun\n\n"), Flux.<String>never())));
		var http = WebClient.create("http://127.0.0.1:" + this.port);
		var stream = http.get().uri("/stream").retrieve().bodyToFlux(String.class).cache(1);
		var running = stream.subscribe();
		stream.blockFirst(Duration.ofSeconds(30));
		website.reset();
		this.client.get().uri("/").exchange().expectStatus().isOk();
		running.dispose();
	}

	private static HttpHeaders headers(String name, String value) {
		var headers = new HttpHeaders();
		headers.set(name, value);
		return headers;
	}

}
