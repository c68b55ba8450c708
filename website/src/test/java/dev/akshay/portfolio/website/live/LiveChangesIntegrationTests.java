package dev.akshay.portfolio.website.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.akshay.portfolio.platform.test.RealKafka;
import dev.akshay.portfolio.platform.test.SampleEvent;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureWebTestClient(timeout = "PT60S")
@Import(RealKafka.class)
class LiveChangesIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT = new ParameterizedTypeReference<>() {
	};

	private static final JsonMapper JSON = JsonMapper.shared();

	@Autowired
	private WebTestClient client;

	@Autowired
	private KafkaTemplate<String, byte[]> kafka;

	@Test
	void openPageHearsOfAChange() {
		StepVerifier.create(changes("projects"))
			.then(() -> this.kafka.send(sample().toSend()))
			.expectNextMatches((data) -> data.contains("\"projects/kodai\"") && !data.contains("tags"))
			.thenCancel()
			.verify(LIMIT);
	}

	@Test
	void hearsNothingOfWhatIsOldOrUnreadable() {
		StepVerifier.create(changes("projects")).then(() -> {
			this.kafka.send(SampleEvent.of("content-published.v1").toSend());
			this.kafka.send(sample().withHeader("ce_time", null).toSend());
			this.kafka.send(sample().with("tags", null).toSend());
			this.kafka.send(sample().with("id", "projects/last").toSend());
		}).expectNextMatches((data) -> data.contains("projects/last")).thenCancel().verify(LIMIT);
	}

	@Test
	void tellsOnHowManyReplicasOfTheGatewayAChangeIs() {
		try (var first = replica("gateway-one"); var second = replica("gateway-two")) {
			assertThat(first.assignment()).isNotEmpty();
			assertThat(second.assignment()).isNotEmpty();
			StepVerifier.create(changes("projects&purges=true").map(JSON::readTree))
				.then(() -> this.kafka.send(purged("gateway-one")))
				.assertNext((purge) -> {
					assertThat(purge.path("replica").asString()).isEqualTo("gateway-one");
					assertThat(purge.path("change").asString()).isEqualTo("3b0c9a52-7f3e-4f0e-9a55-5b7f0f1c8d31");
					assertThat(purge.path("of").asInt()).isEqualTo(2);
				})
				.then(() -> this.kafka.send(purged("gateway-two")))
				.assertNext((purge) -> assertThat(purge.path("replica").asString()).isEqualTo("gateway-two"))
				.thenCancel()
				.verify(LIMIT);
		}
	}

	private static ProducerRecord<String, byte[]> purged(String replica) {
		return SampleEvent.of("edge-purged.v1")
			.withHeader("ce_time", Instant.now().toString())
			.with("replica", replica)
			.toSend();
	}

	/** Listens as a replica of the gateway does. */
	private KafkaConsumer<String, byte[]> replica(String group) {
		var consumer = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers",
				String.join(",", RealKafka.bootstrapServers()), "group.id", group, "auto.offset.reset", "earliest"),
				new StringDeserializer(), new ByteArrayDeserializer());
		consumer.subscribe(List.of(ContentNews.TOPIC));
		// there is a topic as soon as something is sent to it
		this.kafka.send(SampleEvent.of("content-published.v1").toSend());
		Awaitility.await()
			.atMost(LIMIT)
			.until(() -> !consumer.poll(Duration.ofMillis(100)).isEmpty() || !consumer.assignment().isEmpty());
		return consumer;
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?tag=", "?tag=Projects", "?tag=a/b/c", "?tag=<script>",
			"?tag=a&tag=b&tag=c&tag=d&tag=e&tag=f&tag=g&tag=h&tag=i&tag=j&tag=k" })
	void namesATagThatIsNone(String query) {
		this.client.get()
			.uri("/live/changes" + query)
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.expectStatus()
			.isBadRequest();
	}

	@Test
	void nobodyKeepsTheStream() {
		var response = this.client.get().uri("/live/changes?tag=profile").exchange();
		response.expectStatus()
			.isOk()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM)
			.expectHeader()
			.valueEquals("Cache-Control", "no-store");
		StepVerifier.create(response.returnResult(EVENT).getResponseBody().map(ServerSentEvent::comment))
			.expectNext("listening")
			.thenCancel()
			.verify(LIMIT);
	}

	private static SampleEvent sample() {
		return SampleEvent.of("content-published.v1").withHeader("ce_time", Instant.now().toString());
	}

	private Flux<String> changes(String tag) {
		return this.client.get()
			.uri("/live/changes?tag=" + tag)
			.exchange()
			.returnResult(EVENT)
			.getResponseBody()
			.mapNotNull(ServerSentEvent::data);
	}

}
