package dev.akshay.portfolio.platform.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.akshay.portfolio.platform.messaging.ListenerObservations.Observed;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.BatchAcknowledgingMessageListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.util.CollectionUtils;

/**
 * Consumes a topic so that an event that fails holds up none behind it. It is put off to
 * retry topics, one per delay, and tried again from there; one that nobody can handle
 * goes to the dead letters. Only when nothing can be handled at all the consumer stands
 * still. Events that must be handled in their order have no business here.
 */
public class EventConsumer implements SmartLifecycle {

	private static final int LOOKS_PER_DELAY = 4;

	private static final long SHORTEST_POLL_MILLIS = 10;

	/** Behind the name of the consumer that put an event off. */
	private static final String RETRY = ".retry-";

	private static final Log logger = LogFactory.getLog(EventConsumer.class);

	private final String service;

	private final String topic;

	private final EventHandler handler;

	private final ConsumerRetry retry;

	private final TopicSettings topics;

	private final KafkaTemplate<String, byte[]> kafka;

	private final Parking parking;

	private final ListenerObservations observations;

	private final Clock clock;

	private final Duration limit;

	private final List<AbstractMessageListenerContainer<String, byte[]>> containers;

	private volatile boolean running;

	EventConsumer(String service, String topic, EventHandler handler, ConsumerRetry retry, TopicSettings topics,
			KafkaTemplate<String, byte[]> kafka, Parking parking, ListenerObservations observations, Clock clock,
			Duration limit, ConcurrentKafkaListenerContainerFactory<String, byte[]> factory) {
		this.service = service;
		this.topic = topic;
		this.handler = handler;
		this.retry = retry;
		this.topics = topics;
		this.kafka = kafka;
		this.parking = parking;
		this.observations = observations;
		this.clock = clock;
		this.limit = limit;
		this.containers = new ArrayList<>();
		this.containers.add(container(factory, topic, service, topics.partitions(), this::handleAll));
		IntStream.range(0, retry.delays().size()).forEach((level) -> {
			var container = container(factory, retryTopic(level), service + RETRY + (level + 1), 1, this::handleDue);
			// what is put off is looked at again when a poll ends
			var properties = container.getContainerProperties();
			properties.setPollTimeout(Math.clamp(retry.delays().get(level).dividedBy(LOOKS_PER_DELAY).toMillis(),
					SHORTEST_POLL_MILLIS, properties.getPollTimeout()));
			this.containers.add(container);
		});
	}

	private ConcurrentMessageListenerContainer<String, byte[]> container(
			ConcurrentKafkaListenerContainerFactory<String, byte[]> factory, String from, String group, int concurrency,
			BatchAcknowledgingMessageListener<String, byte[]> listener) {
		var container = factory.createContainer(from);
		container.setBeanName(from);
		container.setConcurrency(concurrency);
		var properties = container.getContainerProperties();
		properties.setGroupId(group);
		properties.setMessageListener(listener);
		properties.setAckMode(AckMode.MANUAL);
		properties.setConsumerRebalanceListener(new TakeOver(this.handler));
		return container;
	}

	/**
	 * Where events wait that are put off, to be declared as {@code NewTopics}: one
	 * partition each, so that what is due first comes first.
	 * @return the topics
	 */
	public NewTopic[] retryTopics() {
		return IntStream.range(0, this.retry.delays().size())
			.mapToObj((level) -> TopicBuilder.name(retryTopic(level))
				.partitions(1)
				.replicas(this.topics.replication())
				.build())
			.toArray(NewTopic[]::new);
	}

	private String retryTopic(int level) {
		return this.topic + "." + this.service + RETRY + (level + 1);
	}

	@Override
	public void start() {
		this.running = true;
		this.containers.forEach(AbstractMessageListenerContainer::start);
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		var open = new AtomicInteger(this.containers.size());
		this.containers.forEach((container) -> container.stop(() -> {
			if (open.decrementAndGet() == 0) {
				callback.run();
			}
		}));
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return AbstractMessageListenerContainer.DEFAULT_PHASE;
	}

	private void handleAll(List<ConsumerRecord<String, byte[]>> batch, @Nullable Acknowledgment acknowledgment) {
		leave(batch, handle(batch), Duration.ZERO, acknowledgment);
	}

	/**
	 * Those in front are due first: all of a topic wait equally long, but for a third.
	 */
	private void handleDue(List<ConsumerRecord<String, byte[]>> batch, @Nullable Acknowledgment acknowledgment) {
		var now = this.clock.instant();
		int due = 0;
		while (due < batch.size() && !dueOf(batch.get(due), now).isAfter(now)) {
			due++;
		}
		int done = handle(batch.subList(0, due));
		var pause = (done < due || due == batch.size()) ? Duration.ZERO
				: Duration.between(now, dueOf(batch.get(due), now));
		leave(batch, done, pause, acknowledgment);
	}

	/** What is not done comes again, first of all. */
	private static void leave(List<ConsumerRecord<String, byte[]>> batch, int done, Duration pause,
			@Nullable Acknowledgment acknowledgment) {
		Objects.requireNonNull(acknowledgment, "acknowledged by hand");
		if (done == batch.size()) {
			acknowledgment.acknowledge();
		}
		else {
			acknowledgment.nack(done, pause);
		}
	}

	private Instant dueOf(ConsumerRecord<String, byte[]> event, Instant now) {
		var due = Postponement.of(event, now).due();
		// what nobody here would put off for so long holds up none behind it
		return due.isAfter(now.plus(this.retry.longestDelay())) ? now : due;
	}

	/**
	 * Handles what can be handled within the limit and before it is stopped, and at least
	 * one: whoever does not poll in time loses its partitions, and what it was at is
	 * handled twice.
	 * @return how many of those in front are done
	 */
	private int handle(List<ConsumerRecord<String, byte[]>> batch) {
		if (batch.isEmpty()) {
			return 0;
		}
		long began = System.nanoTime();
		var underWay = new ArrayDeque<Handled>();
		int done = 0;
		try {
			var first = this.observations.of(batch.getFirst());
			var each = first.in(() -> handlerOf(batch));
			for (var event : batch) {
				if (underWay.size() >= this.handler.mostUnderWay()) {
					settle(underWay.remove());
					done++;
				}
				boolean isFirst = done + underWay.size() == 0;
				if (!isFirst && (isLate(began) || !this.running)) {
					break;
				}
				var observed = isFirst ? first : this.observations.of(event);
				var result = observed.until(() -> each.apply(event));
				underWay.add(new Handled(event, observed, result));
				// what comes behind an outage is not even tried
				if (isOutage(result)) {
					break;
				}
			}
			// effects are safe before the batch is committed as read
			while (!underWay.isEmpty() && (done == 0 || !isLate(began) || underWay.element().isSafe())) {
				settle(underWay.remove());
				done++;
			}
			return done;
		}
		finally {
			underWay.forEach(Handled::leave);
		}
	}

	/** Whether the limit is over; tests have a time of their own. */
	boolean isLate(long began) {
		return System.nanoTime() - began > this.limit.toNanos();
	}

	// what goes wrong for all goes wrong for each, and each has its own way on
	private Function<ConsumerRecord<String, byte[]>, CompletableFuture<?>> handlerOf(
			List<ConsumerRecord<String, byte[]>> batch) {
		try {
			return this.handler.handlerOf(batch);
		}
		catch (RuntimeException ex) {
			return (_) -> CompletableFuture.failedFuture(ex);
		}
	}

	private static boolean isOutage(CompletableFuture<?> result) {
		return result.state() == Future.State.FAILED
				&& ConsumerThread.meaningOf(result.exceptionNow()) instanceof Outage;
	}

	private void settle(Handled handled) {
		try {
			ConsumerThread.await(handled.result());
		}
		catch (Outage ex) {
			handled.observed().failed(ex);
			throw new BatchListenerFailedException("an outage", ex, handled.event());
		}
		catch (RuntimeException ex) {
			try {
				handled.observed().in(() -> giveAway(handled.event(), ex));
			}
			// an event has to be somewhere before the next one is looked at
			catch (RuntimeException nowhere) {
				throw new BatchListenerFailedException("an outage",
						new Outage("there is no place for what failed", nowhere), handled.event());
			}
			finally {
				handled.observed().failed(ex);
			}
		}
	}

	private void giveAway(ConsumerRecord<String, byte[]> event, RuntimeException failure) {
		var now = this.clock.instant();
		var before = Postponement.of(event, now);
		if (isHopeless(failure, before, now)) {
			this.parking.park(event, failure);
			return;
		}
		int level = Math.min(before.attempts(), this.retry.delays().size() - 1);
		var postponement = before.again(now.plus(this.retry.delayOf(level)));
		var postponed = new ProducerRecord<>(retryTopic(level), event.key(), event.value());
		event.headers().forEach(postponed.headers()::add);
		postponement.writeTo(postponed.headers());
		ConsumerThread.await(this.kafka.send(postponed));
		if (before.attempts() == 0) {
			logger
				.warn("%s failed, trying again later: %s".formatted(postponement.origin(), Parking.reasonOf(failure)));
		}
	}

	private boolean isHopeless(RuntimeException failure, Postponement before, Instant now) {
		return switch (failure) {
			case PermanentFailure _ -> true;
			case TemporaryFailure _ -> Duration.between(before.since(), now).compareTo(this.retry.patience()) > 0;
			default -> before.attempts() + 1 >= this.retry.attempts();
		};
	}

	/** An event whose effect may still be under way. */
	private record Handled(ConsumerRecord<String, byte[]> event, Observed observed, CompletableFuture<?> result) {

		boolean isSafe() {
			return this.result.state() == Future.State.SUCCESS;
		}

		/** It comes again, with whatever stands in front of it. */
		void leave() {
			var _ = this.result.whenComplete((_, failure) -> {
				if (failure != null) {
					this.observed.failed(failure);
				}
			});
		}

	}

	/** Tells the handler before it is given anything. */
	private record TakeOver(EventHandler handler) implements ConsumerAwareRebalanceListener {

		@Override
		public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
			if (!CollectionUtils.isEmpty(partitions)) {
				this.handler.takenOver();
			}
		}

	}

}
