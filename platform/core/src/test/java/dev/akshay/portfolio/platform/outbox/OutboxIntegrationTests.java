package dev.akshay.portfolio.platform.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import dev.akshay.portfolio.platform.messaging.CloudEvent;
import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.messaging.EventPublisher;
import dev.akshay.portfolio.platform.postgres.Notifications;
import dev.akshay.portfolio.platform.test.RealKafka;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(properties = { "spring.application.name=outbox-test", "spring.flyway.locations=classpath:db/outbox" })
@ExtendWith(OutputCaptureExtension.class)
class OutboxIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Autowired
	private DatabaseClient database;

	@Autowired
	private ReactiveTransactionManager transactions;

	@Autowired
	private Notifications notifications;

	@Autowired
	private EventPublisher publisher;

	@Autowired
	private EventFormat format;

	@Autowired
	private JsonMapper json;

	@Autowired
	private KafkaAdmin admin;

	@Autowired
	private ConsumerFactory<String, byte[]> consumers;

	@Autowired
	private ObservationRegistry observations;

	@Autowired
	private Tracer tracer;

	@Autowired
	private Propagator propagator;

	private final String topic = "outbox-" + UUID.randomUUID();

	private final Counter parked = new SimpleMeterRegistry().counter("parked");

	private final OutboxBell bell = new OutboxBell();

	private final List<OutboxRelay> relays = new ArrayList<>();

	private Disposable listening = Disposables.disposed();

	@AfterEach
	void stopRelays() {
		this.listening.dispose();
		this.relays.forEach(OutboxIntegrationTests::stop);
		this.database.sql("delete from outbox").then().block(PATIENCE);
	}

	@Test
	void publishesWhatCommitsAndNothingElse() {
		createTopic();
		start(publication());
		store("kept", 1).block(PATIENCE);
		store("undone", 1).then(Mono.error(new IllegalStateException("undone")))
			.as(TransactionalOperator.create(this.transactions)::transactional)
			.onErrorComplete()
			.block(PATIENCE);
		store("kept", 2).block(PATIENCE);
		assertThat(publishedPerKey(2)).isEqualTo(Map.of("kept", List.of(1, 2)));
		awaitEmptyOutbox();
	}

	@Test
	void wakesTheRelayWhenATransactionHasCommittedAndNotBefore() {
		createTopic();
		var rings = new AtomicInteger();
		var listening = this.bell.rings().subscribe((_) -> rings.incrementAndGet());
		start(publication());
		var before = store("a", 1).then(store("a", 2))
			.then(Mono.fromSupplier(rings::get))
			.as(TransactionalOperator.create(this.transactions)::transactional)
			.block(PATIENCE);
		listening.dispose();
		assertThat(before).isZero();
		assertThat(rings).hasPositiveValue();
		assertThat(publishedPerKey(2)).isEqualTo(Map.of("a", List.of(1, 2)));
		awaitEmptyOutbox();
	}

	@Test
	void looksByItselfForWhatAnotherProcessLeft() {
		createTopic();
		store("a", 1).block(PATIENCE);
		var settings = new OutboxSettings(Duration.ofMillis(50), 40, Duration.ofMillis(20), Duration.ofMillis(20),
				Duration.ofMillis(100), 3, Duration.ofHours(1));
		start(new OutboxBell(), Flux.never(), settings, publication());
		awaitEmptyOutbox();
		store("a", 2).block(PATIENCE);
		assertThat(publishedPerKey(2)).isEqualTo(Map.of("a", List.of(1, 2)));
		awaitEmptyOutbox();
	}

	@Test
	void leavesToAnotherProcessWhatItCannotPublish() {
		createTopic();
		var told = toldFromNowOn();
		var broker = new Broker();
		broker.acknowledgement = new CompletableFuture<>();
		// once it has tried, it pauses for longer than the test
		start(Duration.ofHours(1), broker);
		store("a", 1).then(store("b", 1))
			.then(store("a", 2))
			.as(TransactionalOperator.create(this.transactions)::transactional)
			.block(PATIENCE);
		await().atMost(PATIENCE).until(() -> broker.tries.get() == 1);
		var settings = new OutboxSettings(Duration.ofHours(1), 40, Duration.ofMillis(20), Duration.ofMillis(20),
				Duration.ofMillis(100), 3, Duration.ofHours(1));
		start(new OutboxBell(), this.notifications.on(OutboxTable.CHANNEL), settings, publication());
		assertThat(told).isEmpty();
		assertThat(waiting()).isEqualTo(3);
		broker.acknowledgement.completeExceptionally(new IllegalStateException("away"));
		assertThat(publishedPerKey(3)).isEqualTo(Map.of("a", List.of(1, 2), "b", List.of(1)));
		awaitEmptyOutbox();
		assertThat(told).isNotEmpty();
		assertThat(broker.tries).hasValue(1);
	}

	@Test
	void tellsOtherProcessesWhatItLeavesWhenItStops() {
		var told = toldFromNowOn();
		var broker = new Broker();
		broker.away = true;
		var relay = start(Duration.ofHours(1), broker);
		store("a", 1).block(PATIENCE);
		await().atMost(PATIENCE).until(() -> !told.isEmpty());
		// what it told when it failed; from here on it pauses
		told.clear();
		stop(relay);
		await().atMost(PATIENCE).until(() -> !told.isEmpty());
		assertThat(waiting()).isEqualTo(1);
	}

	@Test
	void tellsNobodyWhenNothingIsLeft() {
		var told = toldFromNowOn();
		var broker = new Broker();
		broker.acknowledgement = CompletableFuture.completedFuture(null);
		var relay = start(broker);
		store("a", 1).block(PATIENCE);
		awaitEmptyOutbox();
		stop(relay);
		notifyOthers("the end");
		await().atMost(PATIENCE).until(() -> told.contains("the end"));
		assertThat(told).containsExactly("the end");
	}

	private List<String> toldFromNowOn() {
		var told = new CopyOnWriteArrayList<String>();
		this.listening = this.notifications.on(OutboxTable.CHANNEL).subscribe(told::add);
		await().atMost(PATIENCE).until(() -> this.notifications.hears(OutboxTable.CHANNEL));
		// what was told before comes before this
		notifyOthers("the beginning");
		await().atMost(PATIENCE).until(() -> told.contains("the beginning"));
		told.clear();
		return told;
	}

	private void notifyOthers(String payload) {
		this.database.sql("select pg_notify(:channel, :payload)")
			.bind("channel", OutboxTable.CHANNEL)
			.bind("payload", payload)
			.then()
			.block(PATIENCE);
	}

	private static void stop(OutboxRelay relay) {
		var stopped = new CompletableFuture<Void>();
		relay.stop(() -> stopped.complete(null));
		assertThat(stopped).succeedsWithin(PATIENCE);
	}

	@Test
	void tellsOfWhomAnEventWaits() {
		store("a", 1).then(store("a", 2)).then(store("b", 1)).block(PATIENCE);
		assertThat(outbox().waiting(this.topic, List.of("a", "b", "c")).collectList().block(PATIENCE))
			.containsExactlyInAnyOrder("a", "b");
		assertThat(outbox().waiting(this.topic, List.of("c")).collectList().block(PATIENCE)).isEmpty();
		assertThat(outbox().waiting("another topic", List.of("a")).collectList().block(PATIENCE)).isEmpty();
	}

	@Test
	void keepsTheOrderOfEachKeyWithSeveralRelays() {
		createTopic();
		for (int i = 0; i < 3; i++) {
			start(publication());
		}
		Flux.range(0, 20)
			.flatMap((key) -> Flux.range(0, 15).concatMap((number) -> store("key-" + key, number)), 8)
			.blockLast(PATIENCE);
		var published = publishedPerKey(300);
		assertThat(published).hasSize(20);
		var inOrder = Flux.range(0, 15).collectList().block();
		assertThat(published.values()).allSatisfy((numbers) -> assertThat(numbers).isEqualTo(inOrder));
		awaitEmptyOutbox();
	}

	@Test
	void sharesABacklogAmongRelays() {
		createTopic();
		Flux.range(0, 500).flatMap((key) -> store("key-" + key, 1), 8).blockLast(PATIENCE);
		var told = new CopyOnWriteArrayList<String>();
		for (int i = 0; i < 3; i++) {
			start(publication(), (events) -> Mono.fromRunnable(() -> events.forEach((event) -> told.add(event.key()))));
		}
		assertThat(publishedPerKey(500)).hasSize(500);
		awaitEmptyOutbox();
		assertThat(told).hasSize(500).doesNotHaveDuplicates();
	}

	@Test
	void publishesWhatWaitedForTheBroker(CapturedOutput output) {
		createTopic();
		var broker = new Broker();
		broker.away = true;
		start(broker);
		store("a", 1).then(store("a", 2)).then(store("b", 1)).block(PATIENCE);
		// more often than one may be tried that is parked
		await().atMost(PATIENCE).until(() -> broker.tries.get() >= 5);
		assertThat(waiting()).isEqualTo(3);
		broker.away = false;
		assertThat(publishedPerKey(3)).isEqualTo(Map.of("a", List.of(1, 2), "b", List.of(1)));
		awaitEmptyOutbox();
		assertThat(output.getOut().split("Events cannot be published", -1)).as("told once").hasSize(2);
		assertThat(output).contains("Events are published again");
	}

	@Test
	void letsNothingOvertakeAnEventThatFails() {
		createTopic();
		var broker = new Broker();
		broker.refusedKey = "a";
		start(broker);
		store("a", 1).then(store("b", 1)).then(store("a", 2)).then(store("b", 2)).block(PATIENCE);
		await().atMost(PATIENCE).until(() -> waiting() == 2);
		broker.refusedKey = "";
		assertThat(publishedPerKey(4)).isEqualTo(Map.of("a", List.of(1, 2), "b", List.of(1, 2)));
		awaitEmptyOutbox();
	}

	@Test
	void aTopicThatKafkaRefusesHoldsUpNoOther() {
		createTopic();
		var refused = CloudEvent.of("outbox-test", "numbered.v1", "a", Instant.now(), 1);
		start(publication());
		outbox().publish("no topic?", refused).then(store("b", 1)).block(PATIENCE);
		assertThat(publishedPerKey(1)).isEqualTo(Map.of("b", List.of(1)));
		await().atMost(PATIENCE).until(() -> waiting() == 1);
	}

	@Test
	void parksWhatKafkaWillNeverTakeAndGoesOnBehindIt(CapturedOutput output) {
		createTopic();
		var told = new CopyOnWriteArrayList<String>();
		start(publication(), (events) -> Mono.fromRunnable(() -> events.forEach((event) -> told.add(event.key()))));
		store("large", "x".repeat(2 << 20)).then(store("a", 1)).then(store("large", 2)).block(PATIENCE);
		assertThat(publishedPerKey(2)).isEqualTo(Map.of("a", List.of(1), "large", List.of(2)));
		awaitEmptyOutbox();
		var parked = this.database
			.sql("select key, reason, length(data) as size from outbox_parked where topic = :topic")
			.bind("topic", this.topic)
			.fetch()
			.all()
			.collectList()
			.block(PATIENCE);
		assertThat(parked).singleElement()
			.satisfies((row) -> assertThat(row).containsEntry("key", "large").containsEntry("size", (2 << 20) + 2))
			.extracting("reason")
			.asString()
			.startsWith("RecordTooLargeException: ");
		assertThat(told).containsExactlyInAnyOrder("a", "large");
		assertThat(this.parked.count()).isEqualTo(1);
		assertThat(output).contains("for " + this.topic + " can never be sent and is parked in outbox_parked: "
				+ "RecordTooLargeException");
	}

	@Test
	void parksNothingThatTheListenerCouldNotRecord() {
		var broker = new Broker();
		broker.acknowledgement = CompletableFuture.failedFuture(new SerializationException());
		var told = new CopyOnWriteArrayList<String>();
		start(broker, new OutboxListener() {

			@Override
			public Mono<Void> published(List<OutboxEntry> events) {
				return Mono.empty();
			}

			@Override
			public Mono<Void> parked(OutboxEntry event, String reason) {
				return Mono.defer(() -> {
					told.add(event.key() + " " + reason);
					return (told.size() == 1) ? Mono.error(new IllegalStateException()) : Mono.empty();
				});
			}

		});
		store("a", 1).block(PATIENCE);
		awaitEmptyOutbox();
		assertThat(told).containsExactly("a SerializationException", "a SerializationException");
		assertThat(this.parked.count()).isEqualTo(1);
		assertThat(this.database.sql("select key from outbox_parked where topic = :topic")
			.bind("topic", this.topic)
			.mapValue(String.class)
			.all()
			.collectList()
			.block(PATIENCE)).containsExactly("a");
	}

	@Test
	void triesWhatKafkaWillNeverTakeSomeTimes() {
		var broker = new Broker();
		broker.acknowledgement = CompletableFuture.failedFuture(new SerializationException("of somebody's secret"));
		start(broker);
		store("a", 1).block(PATIENCE);
		awaitEmptyOutbox();
		assertThat(broker.tries).hasValue(3);
		var reason = this.database.sql("select reason from outbox_parked where topic = :topic")
			.bind("topic", this.topic)
			.mapValue(String.class)
			.one()
			.block(PATIENCE);
		assertThat(reason).isEqualTo("SerializationException");
	}

	@Test
	void publishesAgainWhatTheListenerCouldNotRecord() {
		createTopic();
		var calls = new AtomicInteger();
		start(publication(),
				(events) -> (calls.incrementAndGet() == 1) ? Mono.error(new IllegalStateException()) : Mono.empty());
		store("a", 1).block(PATIENCE);
		var events = published(2);
		assertThat(events).extracting((event) -> header(event, "ce_id"))
			.containsOnly(header(events.getFirst(), "ce_id"));
		awaitEmptyOutbox();
	}

	@Test
	void finishesWhatIsUnderWayWhenItStops() {
		var broker = new Broker();
		var acknowledgement = new CompletableFuture<Void>();
		broker.acknowledgement = acknowledgement;
		var relay = start(broker);
		store("a", 1).block(PATIENCE);
		await().atMost(PATIENCE).until(() -> broker.tries.get() > 0);
		var stopped = new CompletableFuture<Void>();
		relay.stop(() -> stopped.complete(null));
		assertThat(stopped).isNotDone();
		acknowledgement.complete(null);
		assertThat(stopped).succeedsWithin(PATIENCE);
		assertThat(waiting()).isZero();
	}

	@Test
	void doesNotWaitForTheEndOfAPauseWhenItStops() {
		var broker = new Broker();
		broker.away = true;
		var relay = start(Duration.ofHours(1), broker);
		store("a", 1).block(PATIENCE);
		await().atMost(PATIENCE).until(() -> broker.tries.get() > 0);
		var stopped = new CompletableFuture<Void>();
		relay.stop(() -> stopped.complete(null));
		assertThat(stopped).succeedsWithin(PATIENCE);
		assertThat(waiting()).isEqualTo(1);
	}

	@Test
	void continuesTheTraceTheEventWasStoredIn() {
		createTopic();
		start(publication());
		var span = this.tracer.nextSpan().name("request").start();
		try (var _ = this.tracer.withSpan(span)) {
			store("a", 1).contextCapture().block(PATIENCE);
		}
		finally {
			span.end();
		}
		var traceparent = header(published(1).getFirst(), "traceparent").split("-");
		assertThat(traceparent[1]).isEqualTo(span.context().traceId());
		assertThat(traceparent[2]).isNotEqualTo(span.context().spanId());
	}

	@Test
	void whatComesSoonBehindAnEventSharesTheNextBatch() {
		var batches = new CopyOnWriteArrayList<List<String>>();
		OutboxListener listener = (events) -> Mono
			.fromRunnable(() -> batches.add(events.stream().map(OutboxEntry::key).toList()));
		var settings = new OutboxSettings(Duration.ofHours(1), 40, Duration.ofHours(1), Duration.ofMillis(20),
				Duration.ofMillis(100), 3, Duration.ofHours(1));
		var relay = start(settings, publication(), listener);
		store("alone", 1).block(PATIENCE);
		await().atMost(PATIENCE).until(() -> !batches.isEmpty());
		store("one", 2).then(store("two", 3)).block(PATIENCE);
		// nobody waits an hour for an end
		var stopped = new CompletableFuture<Boolean>();
		relay.stop(() -> stopped.complete(true));
		assertThat(stopped).succeedsWithin(PATIENCE);
		relay.start();
		awaitEmptyOutbox();
		assertThat(batches).containsExactly(List.of("alone"), List.of("one", "two"));
	}

	@Test
	void tellsHowMuchThereIsToPublishAndSinceWhen() {
		var outbox = new OutboxTable(this.database, new OutboxHeaders(this.json));
		assertThat(outbox.backlog().block(PATIENCE)).isEqualTo(new Backlog(0, Duration.ZERO));
		store("a", 1).then(store("b", 1)).then(store("a", 2)).block(PATIENCE);
		this.database.sql("update outbox set created_at = created_at - interval '1 hour' where key = 'a'")
			.then()
			.block(PATIENCE);
		var backlog = outbox.backlog().block(PATIENCE);
		assertThat(backlog.events()).isEqualTo(3);
		assertThat(backlog.age()).isBetween(Duration.ofHours(1), Duration.ofHours(2));
	}

	private Mono<Void> store(String key, Object data) {
		return outbox().publish(this.topic, CloudEvent.of("outbox-test", "numbered.v1", key, Instant.now(), data));
	}

	private Outbox outbox() {
		return new Outbox(this.database, new OutboxHeaders(this.json), this.format, this.tracer, this.propagator,
				this.bell);
	}

	private OutboxPublication publication() {
		return new OutboxPublication(this.publisher, this.observations, this.propagator);
	}

	private OutboxRelay start(OutboxPublication publication, OutboxListener... listeners) {
		return start(Duration.ofMillis(20), publication, listeners);
	}

	private OutboxRelay start(Duration pause, OutboxPublication publication, OutboxListener... listeners) {
		// the poll is out of reach: only the bell wakes it
		return start(new OutboxSettings(Duration.ofHours(1), 40, Duration.ofMillis(20), pause, pause.multipliedBy(5), 3,
				Duration.ofHours(1)), publication, listeners);
	}

	private OutboxRelay start(OutboxSettings settings, OutboxPublication publication, OutboxListener... listeners) {
		return start(this.bell, Flux.never(), settings, publication, listeners);
	}

	private OutboxRelay start(OutboxBell heard, Flux<String> others, OutboxSettings settings,
			OutboxPublication publication, OutboxListener... listeners) {
		var relay = new OutboxRelay(new OutboxTable(this.database, new OutboxHeaders(this.json)), publication,
				List.of(listeners), TransactionalOperator.create(this.transactions), heard, others, settings,
				this.parked);
		relay.start();
		this.relays.add(relay);
		return relay;
	}

	private void createTopic() {
		this.admin.createOrModifyTopics(new NewTopic(this.topic, 3, (short) 1));
	}

	private Map<String, List<Integer>> publishedPerKey(int count) {
		var perKey = new HashMap<String, List<Integer>>();
		for (var event : published(count)) {
			perKey.computeIfAbsent(event.key(), (_) -> new ArrayList<>())
				.add(this.json.readValue(event.value(), Integer.class));
		}
		return perKey;
	}

	private List<ConsumerRecord<String, byte[]>> published(int count) {
		var events = new ArrayList<ConsumerRecord<String, byte[]>>();
		try (var consumer = this.consumers.createConsumer(UUID.randomUUID().toString(), null)) {
			consumer.subscribe(List.of(this.topic));
			await().atMost(PATIENCE).until(() -> {
				consumer.poll(Duration.ofMillis(100)).forEach(events::add);
				return events.size() >= count;
			});
			consumer.poll(Duration.ofMillis(200)).forEach(events::add);
		}
		assertThat(events).hasSize(count);
		return events;
	}

	private static String header(ConsumerRecord<String, byte[]> event, String name) {
		return new String(event.headers().lastHeader(name).value());
	}

	private void awaitEmptyOutbox() {
		await().atMost(PATIENCE).until(() -> waiting() == 0);
	}

	private Long waiting() {
		return this.database.sql("select count(*) from outbox").mapValue(Long.class).one().block(PATIENCE);
	}

	/** Kafka as it is at times. */
	private final class Broker extends OutboxPublication {

		private final AtomicInteger tries = new AtomicInteger();

		private volatile boolean away;

		private volatile String refusedKey = "";

		private volatile CompletableFuture<Void> acknowledgement;

		Broker() {
			super(OutboxIntegrationTests.this.publisher, ObservationRegistry.NOOP, Propagator.NOOP);
		}

		@Override
		List<Sending> send(List<OutboxEntry> entries) {
			this.tries.incrementAndGet();
			if (this.away) {
				return List.of(failed(entries.getFirst()));
			}
			if (this.acknowledgement != null) {
				return entries.stream().map((entry) -> new Sending(entry, this.acknowledgement)).toList();
			}
			var sendings = new ArrayList<Sending>();
			for (var entry : entries) {
				sendings
					.addAll(entry.key().equals(this.refusedKey) ? List.of(failed(entry)) : super.send(List.of(entry)));
			}
			return sendings;
		}

		private static Sending failed(OutboxEntry entry) {
			return new Sending(entry, CompletableFuture.failedFuture(new IllegalStateException("away")));
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import({ RealPostgreSql.class, RealKafka.class })
	static class Application {

	}

}
