package dev.akshay.portfolio.gateway.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.akshay.portfolio.gateway.GatewayApplication;
import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.test.RealKafka;
import dev.akshay.portfolio.platform.test.SampleEvent;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
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

	private static final JsonMapper JSON = JsonMapper.shared();

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

	@Test
	void tellsOfEveryReplicaThatItHasPurged() throws IOException {
		kept("old", "projects/kodai");
		var id = UUID.randomUUID().toString();
		try (var _ = secondGateway(); var reports = reports()) {
			this.kafka.send(SampleEvent.of("content-published.v1")
				.withHeader("ce_id", id)
				.withHeader("ce_time", Instant.now().toString())
				.toSend());
			var told = new HashMap<String, ConsumerRecord<String, byte[]>>();
			await().atMost(LIMIT).until(() -> {
				reports.poll(Duration.ofMillis(100)).forEach((report) -> {
					var data = JSON.readTree(report.value());
					if (id.equals(data.path("change").asString())) {
						told.put(data.path("replica").asString(), report);
					}
				});
				return told.size();
			}, (replicas) -> replicas == 2);
			assertThat(told.keySet()).allMatch((replica) -> replica.startsWith("gateway-"));
			assertThat(told.values()).allSatisfy(this::isAsDescribed);
			// each group is known to the broker by the same name
			assertThat(groups()).containsAll(told.keySet());
		}
	}

	private void isAsDescribed(ConsumerRecord<String, byte[]> report) throws IOException {
		var sample = SampleEvent.of("edge-purged.v1");
		var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
			.getSchema(Files.readString(Path.of("../docs/events/edge-purged.v1.schema.json")));
		var event = new EventFormat(JSON).read(report, JsonNode.class);
		assertThat(schema.validate(event.data().toString(), InputFormat.JSON)).isEmpty();
		assertThat(schema.validate(sample.data().toString(), InputFormat.JSON)).isEmpty();
		assertThat(event.data().propertyNames()).isEqualTo(sample.data().propertyNames());
		assertThat(event.type()).isEqualTo(sample.headers().get("ce_type"));
		assertThat(event.subject()).isEqualTo(report.key()).isEqualTo("projects/kodai");
		assertThat(event.time()).isBetween(Instant.now().minusSeconds(60), Instant.now());
	}

	@Test
	void tellsNothingOfWhatIsLongAgo() {
		var old = UUID.randomUUID().toString();
		var last = UUID.randomUUID().toString();
		try (var reports = reports()) {
			var sample = SampleEvent.of("content-published.v1");
			this.kafka.send(sample.withHeader("ce_id", old).toSend());
			this.kafka.send(sample.withHeader("ce_id", last).withHeader("ce_time", Instant.now().toString()).toSend());
			var told = new ArrayList<String>();
			await().atMost(LIMIT).until(() -> {
				reports.poll(Duration.ofMillis(100))
					.forEach((report) -> told.add(JSON.readTree(report.value()).path("change").asString()));
				return told.contains(last);
			});
			assertThat(told).doesNotContain(old);
		}
	}

	/**
	 * It is not closed, as that would take away the threads that all servers here share;
	 * its consumer is.
	 */
	private static Consumer secondGateway() {
		var consumers = new SpringApplicationBuilder(GatewayApplication.class)
			.run("--server.port=0", "--management.server.port=0",
					"--spring.kafka.bootstrap-servers=" + String.join(",", RealKafka.bootstrapServers()))
			.getBean(KafkaListenerEndpointRegistry.class);
		return consumers::stop;
	}

	/** Is stopped when it is not needed any more. */
	private interface Consumer extends AutoCloseable {

		@Override
		void close();

	}

	private static KafkaConsumer<String, byte[]> reports() {
		var consumer = new KafkaConsumer<>(
				Map.<String, Object>of("bootstrap.servers", String.join(",", RealKafka.bootstrapServers()), "group.id",
						"test-" + UUID.randomUUID(), "auto.offset.reset", "earliest"),
				new StringDeserializer(), new ByteArrayDeserializer());
		consumer.subscribe(List.of(PurgeReports.TOPIC));
		return consumer;
	}

	private static List<String> groups() {
		try (var admin = Admin.create(Map.of("bootstrap.servers", String.join(",", RealKafka.bootstrapServers())))) {
			return admin.listGroups(ListGroupsOptions.forConsumerGroups().inGroupStates(Set.of(GroupState.STABLE)))
				.valid()
				.get()
				.stream()
				.map(GroupListing::groupId)
				.toList();
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
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
