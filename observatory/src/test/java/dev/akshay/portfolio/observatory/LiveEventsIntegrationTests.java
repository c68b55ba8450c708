package dev.akshay.portfolio.observatory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.akshay.portfolio.platform.test.RealKafka;
import dev.akshay.portfolio.platform.test.SampleEvent;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ObservatoryTest
@Import(RealKafka.class)
class LiveEventsIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final int MANY = 500;

	private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT = new ParameterizedTypeReference<>() {
	};

	@Autowired
	private WebTestClient client;

	@Autowired
	private KafkaTemplate<String, byte[]> kafka;

	@Autowired
	private KafkaAdmin admin;

	@LocalServerPort
	private int port;

	@Test
	void tellsWhatTheServicesTellEachOtherAndNothingOfPeople() {
		var published = SampleEvent.of("content-published.v1").withHeader("ce_time", Instant.now().toString());
		var received = SampleEvent.of("message-received.v1");
		// a consumer that is new hears what is sent from now on, once it is there
		await().atMost(LIMIT).untilAsserted(() -> {
			this.kafka.send(published.toSend());
			this.kafka.send(received.toSend());
			assertThat(timeline("content-published")).contains("\"subject\":\"projects/kodai\"")
				.containsPattern("\"traceId\":\"[0-9a-f]{32}\"");
			assertThat(timeline("message-received")).contains("\"service\":\"contact-service\"")
				.doesNotContain(received.key(), "subject");
		});
	}

	@Test
	void goesOnAfterAnEventThatCannotBeRead() {
		await().atMost(LIMIT).untilAsserted(() -> {
			this.kafka.send(SampleEvent.of("message-parked.v1").withHeader("ce_time", "yesterday").toSend());
			this.kafka.send(SampleEvent.of("message-delivered.v1").toSend());
			assertThat(timeline("message-delivered")).contains("message-delivered");
		});
		assertThat(timeline("message-parked")).doesNotContain("message-parked");
	}

	@Test
	void tellsHowFarAServiceIsBehind() throws Exception {
		var sent = this.kafka.send(SampleEvent.of("message-received.v1").toSend()).get().getRecordMetadata();
		tellsThatItIsBehind("notifier", sent.topic(), sent.partition(), sent.offset());
	}

	@Test
	void tellsWhatWaitsToBeTriedAgain() throws Exception {
		var topic = "portfolio.contact.messages.notifier.retry-1";
		try (var admin = Admin.create(this.admin.getConfigurationProperties())) {
			admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
		}
		var sent = this.kafka.send(topic, SampleEvent.of("message-received.v1").toSend().value())
			.get()
			.getRecordMetadata();
		tellsThatItIsBehind("notifier.retry-1", topic, sent.partition(), sent.offset());
	}

	private void tellsThatItIsBehind(String group, String topic, int partition, long offset) throws Exception {
		try (var admin = Admin.create(this.admin.getConfigurationProperties())) {
			// where the service stopped before it went down
			admin
				.alterConsumerGroupOffsets(group,
						Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)))
				.all()
				.get();
		}
		await().atMost(LIMIT)
			.untilAsserted(() -> this.client.get()
				.uri("/api/live/topology")
				.exchange()
				.expectStatus()
				.isOk()
				.expectBody()
				.jsonPath("$.edges[?(@.from == '%s' && @.to == 'notifier' && @.lag > 0)]".formatted(topic))
				.isNotEmpty());
	}

	@Test
	void tellsHundredsAtOnce() {
		var connections = ConnectionProvider.builder("many").maxConnections(MANY).pendingAcquireMaxCount(-1).build();
		var web = WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(HttpClient.create(connections)))
			.baseUrl("http://127.0.0.1:" + this.port)
			.build();
		var hear = new AtomicInteger();
		var see = new AtomicInteger();
		var open = IntStream.range(0, MANY).<Disposable>mapToObj((_) -> events(web).doOnNext((event) -> {
			if ("topology".equals(event.event())) {
				see.incrementAndGet();
			}
			if ("happening".equals(event.event())) {
				hear.incrementAndGet();
			}
		}).subscribe()).toList();
		try {
			await().atMost(LIMIT).untilAsserted(() -> assertThat(see).hasValueGreaterThanOrEqualTo(MANY));
			await().atMost(LIMIT).untilAsserted(() -> {
				this.kafka.send(SampleEvent.of("message-received.v1").toSend());
				assertThat(hear).hasValueGreaterThanOrEqualTo(MANY);
			});
			this.client.get().uri("/api/live/topology").exchange().expectStatus().isOk();
		}
		finally {
			open.forEach(Disposable::dispose);
			connections.dispose();
		}
	}

	@Test
	void nobodyKeepsTheStream() {
		this.client.get()
			.uri("/api/live/events")
			.accept(MediaType.TEXT_EVENT_STREAM)
			.header("Last-Event-ID", "nonsense")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM)
			.expectHeader()
			.valueEquals("Cache-Control", "no-store")
			.returnResult(EVENT)
			.getResponseBody()
			.blockFirst(LIMIT);
	}

	private static Flux<ServerSentEvent<String>> events(WebClient web) {
		return web.get().uri("/api/live/events").accept(MediaType.TEXT_EVENT_STREAM).retrieve().bodyToFlux(EVENT);
	}

	private String timeline(String type) {
		return new String(this.client.get()
			.uri("/api/live/events?type=" + type)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.returnResult()
			.getResponseBodyContent());
	}

}
