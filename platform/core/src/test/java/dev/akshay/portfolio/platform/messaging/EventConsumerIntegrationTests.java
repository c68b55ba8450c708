package dev.akshay.portfolio.platform.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;

import dev.akshay.portfolio.platform.test.RealKafka;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.micrometer.KafkaRecordReceiverContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(properties = { "spring.application.name=consumer-test", "portfolio.messaging.retry.first=50ms",
		"portfolio.messaging.retry.longest=200ms", "portfolio.messaging.retry.delays=100ms,200ms",
		"portfolio.messaging.retry.attempts=3", "portfolio.messaging.topics.partitions=1" })
class EventConsumerIntegrationTests {

	private static final int LARGEST = 2_000;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Autowired
	private EventConsumers consumers;

	@Autowired
	private ConsumerRetry retry;

	@Autowired
	private TopicSettings topics;

	@Autowired
	private Parking parking;

	@Autowired
	private ConcurrentKafkaListenerContainerFactory<String, byte[]> containers;

	@Autowired
	private KafkaTemplate<String, byte[]> kafka;

	@Autowired
	private ConsumerFactory<String, byte[]> readers;

	@Autowired
	private KafkaAdmin admin;

	@Autowired
	private ObservationRegistry observations;

	@Autowired
	private MeterRegistry meters;

	private final String topic = "events-" + UUID.randomUUID();

	private final Handler handler = new Handler();

	private EventConsumer consumer;

	@BeforeEach
	void createTopics() {
		this.consumer = this.consumers.of(this.topic, this.handler);
		this.admin.createOrModifyTopics(new NewTopic(this.topic, 1, (short) 1),
				new NewTopic(this.topic + DeadLetters.SUFFIX, 1, (short) 1)
					.configs(Map.of("max.message.bytes", String.valueOf(LARGEST))));
		this.admin.createOrModifyTopics(this.consumer.retryTopics());
	}

	@AfterEach
	void stop() {
		var stopped = new CompletableFuture<Void>();
		this.consumer.stop(() -> stopped.complete(null));
		assertThat(stopped).succeedsWithin(PATIENCE);
	}

	@Test
	void whatIsPutOffHoldsUpNothingAndComesAgainFromTopicsOfItsOwn() {
		this.handler.on("busy", (attempt) -> (attempt < 4) ? new TemporaryFailure("busy", new Exception()) : null);
		give("busy", "behind");
		awaitDone("behind", "busy");
		assertThat(this.handler.done).startsWith("behind");
		assertThat(this.handler.attemptsOf("busy")).isEqualTo(4);
		assertThat(this.handler.origins.get("busy")).containsExactly(this.topic, retryTopic(1), retryTopic(2),
				retryTopic(2));
		assertThat(deadLetters()).isEmpty();
	}

	@Test
	void whatFailsForGoodGoesToTheDeadLettersAtOnce() {
		this.handler.on("bad", (_) -> new PermanentFailure("bad"));
		give("bad", "behind");
		awaitDone("behind");
		var letter = onlyDeadLetter();
		assertThat(reason(letter)).isEqualTo("bad");
		assertThat(letter.headers().lastHeader("retry-attempts")).isNull();
		assertThat(this.handler.attemptsOf("bad")).isEqualTo(1);
	}

	@Test
	void countsDeadLettersFromZeroOn() {
		assertThat(deadLettersCounted()).isZero();
		this.handler.on("bad", (_) -> new PermanentFailure("bad"));
		give("bad", "behind");
		awaitDone("behind");
		onlyDeadLetter();
		await().atMost(PATIENCE).until(() -> deadLettersCounted() == 1);
	}

	private double deadLettersCounted() {
		return this.meters.get("portfolio.dead.letters").tag("topic", this.topic).counter().count();
	}

	@Test
	void whatNobodyUnderstandsIsGivenUpAfterSomeTries() {
		this.handler.on("odd", (_) -> new IllegalStateException("of somebody's secret"));
		give("odd", "behind");
		awaitDone("behind");
		var letter = onlyDeadLetter();
		assertThat(reason(letter)).startsWith("unexpected IllegalStateException").doesNotContain("secret");
		assertThat(this.handler.attemptsOf("odd")).isEqualTo(3);
		assertThat(letter.headers().lastHeader("retry-attempts")).isNull();
		assertThat(new String(letter.headers().lastHeader("dead-letter-origin").value(), StandardCharsets.UTF_8))
			.isEqualTo(this.topic + "-0@0");
	}

	@Test
	void anOutageIsWaitedForInPlace() {
		this.handler.on("first", (attempt) -> (attempt < 3) ? new Outage("away", new Exception()) : null);
		give("first", "second");
		awaitDone("first", "second");
		assertThat(this.handler.done).containsExactly("first", "second");
		assertThat(this.handler.origins.get("first")).containsOnly(this.topic);
		// what is behind an outage is not tried while it lasts
		assertThat(this.handler.attemptsOf("second")).isEqualTo(1);
	}

	@Test
	void anOutageOfKafkaIsOneByWhateverNameItIsTold() {
		var silence = new KafkaException("Send failed", new TimeoutException("no metadata"));
		this.handler.on("first", (attempt) -> (attempt < 3) ? silence : null);
		give("first", "second");
		awaitDone("first", "second");
		assertThat(this.handler.done).containsExactly("first", "second");
		assertThat(this.handler.attemptsOf("second")).isEqualTo(1);
	}

	@Test
	void whatFailedBehindAnOutageIsObservedToItsEnd() {
		var open = ConcurrentHashMap.<Context>newKeySet();
		this.observations.observationConfig().observationHandler(new OpenObservations(this.topic, open));
		var late = new CompletableFuture<Void>();
		this.handler.later("first", (attempt) -> (attempt == 1) ? late : CompletableFuture.completedFuture(null));
		this.handler.on("second", (attempt) -> {
			late.completeExceptionally(new Outage("away", new Exception()));
			return (attempt == 1) ? new IllegalStateException() : null;
		});
		give("first", "second");
		awaitDone("first", "second");
		assertThat(this.handler.attemptsOf("second")).isEqualTo(2);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(open).isEmpty());
	}

	@Test
	void noMoreAreUnderWayThanTheHandlerAllows() {
		this.handler.mostUnderWay = 2;
		var effect = new CompletableFuture<Void>();
		var triesBeforeTheThird = new AtomicInteger();
		for (var key : List.of("one", "two")) {
			this.handler.later(key, (attempt) -> (attempt == 1) ? effect : done());
		}
		this.handler.on("three", (_) -> {
			triesBeforeTheThird.compareAndSet(0, this.handler.attemptsOf("one"));
			return null;
		});
		give("one", "two", "three");
		await().atMost(PATIENCE).until(() -> this.handler.attemptsOf("two") == 1);
		effect.completeExceptionally(new Outage("away", new Exception()));
		awaitDone("one", "two", "three");
		assertThat(triesBeforeTheThird).as("the third waits until the first is safe").hasValue(2);
	}

	@Test
	void whatABatchHasNoTimeForComesWithTheNext() {
		var late = consumer(Duration.ofNanos(1));
		var unsafe = new CompletableFuture<Void>();
		this.handler.on("second", (attempt) -> (attempt == 1) ? new TemporaryFailure("busy", new Exception()) : null);
		this.handler.later("third", (attempt) -> (attempt == 1) ? unsafe : done());
		this.consumer = late;
		give("first", "second", "third", "fourth");
		await().atMost(PATIENCE).until(() -> this.handler.attemptsOf("third") == 1);
		unsafe.complete(null);
		awaitDone("first", "second", "third", "fourth");
		assertThat(this.handler.batches).as("one of each batch was handled, and none was read again behind it")
			.startsWith(List.of("first", "second", "third", "fourth"), List.of("second", "third", "fourth"),
					List.of("third", "fourth"), List.of("fourth"));
		assertThat(this.handler.attemptsOf("first")).isEqualTo(1);
		assertThat(this.handler.attemptsOf("fourth")).isEqualTo(1);
		assertThat(this.handler.origins.get("second")).containsExactly(this.topic, retryTopic(1));
	}

	@Test
	void whatIsStillUnderWayWhenTheTimeEndsIsLeftToTheNextBatch() {
		var open = ConcurrentHashMap.<Context>newKeySet();
		this.observations.observationConfig().observationHandler(new OpenObservations(this.topic, open));
		var late = new AtomicBoolean();
		var first = new CompletableFuture<Void>();
		var left = new CompletableFuture<Void>();
		var again = new CompletableFuture<Void>();
		var openThen = new CompletableFuture<Integer>();
		this.handler.later("first", (_) -> first);
		this.handler.later("second", (attempt) -> {
			if (attempt == 1) {
				late.set(true);
				first.complete(null);
				return left;
			}
			openThen.complete(open.size());
			return again;
		});
		this.consumer = consumer(late::get);
		give("first", "second", "third");
		assertThat(openThen).as("nobody waited for the first try of the second, which comes again")
			.succeedsWithin(PATIENCE)
			.isEqualTo(2);
		await().atMost(PATIENCE).until(() -> committed() == 1);
		assertThat(this.handler.done).containsExactly("first");
		again.complete(null);
		awaitDone("second", "third");
		assertThat(this.handler.batches).startsWith(List.of("first", "second", "third"), List.of("second", "third"));
		left.complete(null);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(open).isEmpty());
		await().atMost(PATIENCE).until(() -> committed() == 3);
	}

	@Test
	void whoeverIsStoppedIsDoneWithTheEventAtHand() {
		this.handler.mostUnderWay = 1;
		var first = new CompletableFuture<Void>();
		this.handler.later("first", (_) -> first);
		give("first", "second");
		await().atMost(PATIENCE).until(() -> this.handler.attemptsOf("first") == 1);
		var stopped = new CompletableFuture<Void>();
		this.consumer.stop(() -> stopped.complete(null));
		first.complete(null);
		assertThat(stopped).succeedsWithin(PATIENCE);
		assertThat(this.handler.done).containsExactly("first");
		this.consumer.start();
		awaitDone("second");
		assertThat(this.handler.done).containsExactly("first", "second");
	}

	@Test
	void aBatchMayTakeATenthOfTheTimeBetweenPolls() {
		assertThat(this.consumers).extracting("limit").isEqualTo(Duration.ofSeconds(30));
	}

	private EventConsumer consumer(Duration limit) {
		return new EventConsumer("consumer-test", this.topic, this.handler, this.retry, this.topics, this.kafka,
				this.parking, new ListenerObservations(this.observations, "consumer-test"), Clock.systemUTC(), limit,
				this.containers);
	}

	private EventConsumer consumer(BooleanSupplier late) {
		return new EventConsumer("consumer-test", this.topic, this.handler, this.retry, this.topics, this.kafka,
				this.parking, new ListenerObservations(this.observations, "consumer-test"), Clock.systemUTC(),
				Duration.ZERO, this.containers) {

			@Override
			boolean isLate(long began) {
				return late.getAsBoolean();
			}

		};
	}

	/** How many events of the topic nobody gets again. */
	private long committed() {
		try (var reader = this.readers.createConsumer("consumer-test", null)) {
			var partition = new TopicPartition(this.topic, 0);
			var committed = reader.committed(Set.of(partition)).get(partition);
			return (committed != null) ? committed.offset() : 0;
		}
	}

	private static CompletableFuture<Void> done() {
		return CompletableFuture.completedFuture(null);
	}

	@ParameterizedTest
	@CsvSource({ "many, 2999-01-01T00:00:00Z, 2020-01-01T00:00:00Z, TOPIC-0@0",
			"-7, 2999-01-01T00:00:00Z, 2020-01-01T00:00:00Z, TOPIC-0@0", "1, long ago, 2020-01-01T00:00:00Z, TOPIC-0@0",
			"1, 2999-01-01T00:00:00Z, soon, TOPIC-0@0",
			"1, 2999-01-01T00:00:00Z, +1000000000-12-31T23:59:59Z, TOPIC-0@0",
			"1, 2020-01-01T00:00:00Z, 2020-01-01T00:00:00Z, somewhere",
			"1, 2020-01-01T00:00:00Z, 2020-01-01T00:00:00Z, elsewhere-0@0" })
	void whatSaysNothingSensibleOfItsTriesIsTriedAtOnce(String attempts, String since, String due, String origin) {
		for (var topic : List.of(this.topic, retryTopic(1))) {
			var odd = new ProducerRecord<>(topic, "odd " + topic, new byte[] { 1 });
			Map.of("retry-attempts", attempts, "retry-since", since, "retry-due", due, "retry-origin",
					origin.replace("TOPIC", this.topic))
				.forEach((name, value) -> RecordHeaders.add(odd.headers(), name, value));
			this.handler.on(odd.key(),
					(attempt) -> (attempt == 1) ? new TemporaryFailure("busy", new Exception()) : null);
			this.kafka.send(odd).join();
		}
		give("behind");
		awaitDone("behind", "odd " + this.topic, "odd " + retryTopic(1));
		// it was put off again and not waited for in place
		assertThat(this.handler.origins.get("odd " + this.topic)).hasSize(2).last().isNotEqualTo(this.topic);
	}

	@Test
	void whatTheBatchNeedsIsAnOutageForItAsAWhole() {
		this.handler.silences = 2;
		give("one", "two");
		awaitDone("one", "two");
		assertThat(this.handler.done).containsExactly("one", "two");
	}

	@Test
	void whatIsTooLargeForTheDeadLettersLeavesItsDataBehind() {
		this.handler.on("large", (_) -> new PermanentFailure("large"));
		this.kafka.send(this.topic, "large", new byte[5 * LARGEST]).join();
		give("behind");
		awaitDone("behind");
		var letter = onlyDeadLetter();
		assertThat(reason(letter)).isEqualTo("large");
		assertThat(letter.value()).isNull();
		assertThat(new String(letter.headers().lastHeader("dead-letter-data-left-out").value(), StandardCharsets.UTF_8))
			.isEqualTo("10000 bytes");
	}

	/** All of them are there before the first is consumed, and so come as one batch. */
	private void give(String... keys) {
		for (var key : keys) {
			this.kafka.send(this.topic, key, new byte[] { 1 }).join();
		}
		this.consumer.start();
	}

	private String retryTopic(int level) {
		return this.topic + ".consumer-test.retry-" + level;
	}

	private void awaitDone(String... keys) {
		await().atMost(PATIENCE).until(() -> this.handler.done.containsAll(List.of(keys)));
	}

	private static String reason(ConsumerRecord<String, byte[]> letter) {
		return new String(letter.headers().lastHeader(DeadLetters.REASON).value(), StandardCharsets.UTF_8);
	}

	private ConsumerRecord<String, byte[]> onlyDeadLetter() {
		await().atMost(PATIENCE).until(() -> !deadLetters().isEmpty());
		assertThat(deadLetters()).hasSize(1);
		return deadLetters().getFirst();
	}

	private List<ConsumerRecord<String, byte[]>> deadLetters() {
		var found = new CopyOnWriteArrayList<ConsumerRecord<String, byte[]>>();
		try (var reader = this.readers.createConsumer("reader-" + UUID.randomUUID(), null)) {
			var partition = new TopicPartition(this.topic + DeadLetters.SUFFIX, 0);
			reader.assign(List.of(partition));
			reader.seekToBeginning(List.of(partition));
			long end = reader.endOffsets(List.of(partition)).get(partition);
			while (reader.position(partition) < end) {
				reader.poll(Duration.ofMillis(50)).forEach(found::add);
			}
		}
		return found;
	}

	/** Fails as it is told to, by key and attempt. */
	private static final class Handler implements EventHandler {

		private final Map<String, IntFunction<RuntimeException>> failures = new ConcurrentHashMap<>();

		private final Map<String, IntFunction<CompletableFuture<?>>> results = new ConcurrentHashMap<>();

		private final Map<String, List<String>> origins = new ConcurrentHashMap<>();

		private final List<String> done = new CopyOnWriteArrayList<>();

		/** The keys of those that stood in the topic itself. */
		private final List<List<String>> batches = new CopyOnWriteArrayList<>();

		private volatile int silences;

		private volatile int mostUnderWay = Integer.MAX_VALUE;

		void on(String key, IntFunction<RuntimeException> failure) {
			this.failures.put(key, failure);
		}

		void later(String key, IntFunction<CompletableFuture<?>> result) {
			this.results.put(key, result);
		}

		int attemptsOf(String key) {
			return this.origins.getOrDefault(key, List.of()).size();
		}

		@Override
		public Function<ConsumerRecord<String, byte[]>, CompletableFuture<?>> handlerOf(
				List<ConsumerRecord<String, byte[]>> batch) {
			if (!batch.getFirst().topic().contains(".retry-")) {
				this.batches.add(batch.stream().map(ConsumerRecord::key).toList());
			}
			if (this.silences > 0) {
				this.silences--;
				throw new Outage("silence", new Exception());
			}
			return this::handle;
		}

		@Override
		public int mostUnderWay() {
			return this.mostUnderWay;
		}

		private CompletableFuture<?> handle(ConsumerRecord<String, byte[]> event) {
			var tries = this.origins.computeIfAbsent(event.key(), (_) -> new CopyOnWriteArrayList<>());
			tries.add(event.topic());
			var failure = this.failures.getOrDefault(event.key(), (_) -> null).apply(tries.size());
			if (failure != null) {
				throw failure;
			}
			return this.results.getOrDefault(event.key(), (_) -> CompletableFuture.completedFuture(null))
				.apply(tries.size())
				.thenRun(() -> this.done.add(event.key()));
		}

	}

	/** Those of a topic's events that have not ended. */
	private record OpenObservations(String topic, Set<Context> open) implements ObservationHandler<Context> {

		@Override
		public boolean supportsContext(Context context) {
			return context instanceof KafkaRecordReceiverContext received && received.getSource().equals(this.topic);
		}

		@Override
		public void onStart(Context context) {
			this.open.add(context);
		}

		@Override
		public void onStop(Context context) {
			this.open.remove(context);
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration(exclude = R2dbcAutoConfiguration.class)
	@Import(RealKafka.class)
	static class Application {

	}

}
