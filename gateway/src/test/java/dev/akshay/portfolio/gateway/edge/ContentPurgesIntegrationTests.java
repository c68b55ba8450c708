package dev.akshay.portfolio.gateway.edge;

import java.time.Duration;
import java.util.UUID;

import dev.akshay.portfolio.platform.test.RealKafka;
import dev.akshay.portfolio.platform.test.SampleEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "portfolio.gateway.routes.scripted.paths=/scripted/**",
				"portfolio.gateway.edge.hold-off=1ms" })
@Import(RealKafka.class)
@AutoConfigureWebTestClient(timeout = "PT30S")
class ContentPurgesIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final ScriptedOrigin origin = new ScriptedOrigin();

	@Autowired
	private WebTestClient client;

	@Autowired
	private KafkaTemplate<String, byte[]> kafka;

	private final String path = "/scripted/" + UUID.randomUUID();

	@DynamicPropertySource
	static void origins(DynamicPropertyRegistry properties) {
		properties.add("portfolio.gateway.routes.scripted.uri", origin::uri);
	}

	@AfterAll
	static void stop() {
		origin.close();
	}

	@Test
	void showsTheNewVersionOnceItIsPublished() {
		kept("old", "projects/kodai");
		answer("new", "projects/kodai");
		this.kafka.send(SampleEvent.of("content-published.v1").toSend());
		await().atMost(LIMIT).untilAsserted(() -> assertThat(read()).isEqualTo("new"));
	}

	@Test
	void showsNothingOnceItIsRemoved() {
		kept("old", "projects");
		origin.answer(this.path, (_, response) -> response.status(503).send());
		this.kafka.send(SampleEvent.of("content-removed.v1").toSend());
		await().atMost(LIMIT)
			.untilAsserted(() -> this.client.get().uri(this.path).exchange().expectStatus().isEqualTo(503));
	}

	@Test
	void isNotStoppedByEventsThatItCannotRead() {
		kept("old", "projects/kodai");
		answer("new", "projects/kodai");
		var sample = SampleEvent.of("content-published.v1");
		this.kafka.send(sample.withHeader("ce_type", "unknown").toSend());
		this.kafka.send(sample.withHeader("ce_type", null).toSend());
		this.kafka.send(sample.with("tags", null).toSend());
		this.kafka.send(sample.with("tags", "no list").toSend());
		this.kafka.send(sample.toSend());
		await().atMost(LIMIT).untilAsserted(() -> assertThat(read()).isEqualTo("new"));
	}

	/** Until the consumer has read what other tests published, a purge may still come. */
	private void kept(String body, String tag) {
		answer(body, tag);
		await().atMost(LIMIT).untilAsserted(() -> {
			read();
			assertThat(this.client.get().uri(this.path).exchange().returnResult(String.class).getResponseHeaders())
				.satisfies((headers) -> assertThat(headers.getFirst("Cache-Status")).contains("; hit;"));
		});
	}

	private void answer(String body, String tag) {
		origin.answer(this.path, body, "Cache-Control: max-age=600", "Cache-Tag: " + tag);
	}

	private String read() {
		return this.client.get()
			.uri(this.path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
	}

}
