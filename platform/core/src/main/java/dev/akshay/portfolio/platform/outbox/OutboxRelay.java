package dev.akshay.portfolio.platform.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import dev.akshay.portfolio.platform.postgres.Notifications;
import io.micrometer.core.instrument.Counter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Publishes what lies in the outbox, the oldest of each key first. Any number of relays
 * share the work. An event may be published twice, when a process dies between Kafka's
 * acknowledgement and the commit, and never not at all: one that Kafka will never take is
 * parked, so that it holds up none behind it. It is woken by what commits in this
 * process, and by a relay of another process that cannot publish what it has, or stops;
 * what a process left that died, any other finds when it looks by itself.
 */
class OutboxRelay implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(OutboxRelay.class);

	private static final int MOST_TRIED = 1_000;

	/**
	 * Of the first to start and of the last to end: what stores events has ended then.
	 */
	private static final int PHASE = Notifications.PHASE + 1;

	/** For telling others, which they would find out by themselves a little later. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final OutboxTable outbox;

	private final OutboxPublication publication;

	private final List<OutboxListener> listeners;

	private final TransactionalOperator transaction;

	private final OutboxBell bell;

	private final Flux<?> others;

	private final OutboxSettings settings;

	private final Counter parked;

	/** How often events were tried that Kafka seems never to take, by position. */
	private final Map<Long, Integer> tries = new LinkedHashMap<>() {

		// others may have parked what is counted here
		@Override
		protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
			return size() > MOST_TRIED;
		}

	};

	private volatile boolean running;

	private boolean outage;

	private Sinks.Empty<Void> stopping = Sinks.empty();

	private CompletableFuture<@Nullable Void> stopped = CompletableFuture.completedFuture(null);

	OutboxRelay(OutboxTable outbox, OutboxPublication publication, List<OutboxListener> listeners,
			TransactionalOperator transaction, OutboxBell bell, Flux<?> others, OutboxSettings settings,
			Counter parked) {
		this.outbox = outbox;
		this.publication = publication;
		this.listeners = List.copyOf(listeners);
		this.transaction = transaction;
		this.bell = bell;
		this.others = others;
		this.settings = settings;
		this.parked = parked;
	}

	@Override
	public synchronized void start() {
		this.running = true;
		this.stopping = Sinks.empty();
		this.stopped = Flux
			.<Object>merge(this.bell.rings(), this.others, Flux.interval(Duration.ZERO, this.settings.poll()))
			.takeUntilOther(this.stopping.asMono())
			.onBackpressureLatest()
			.concatMap((_) -> drain(), 1)
			.then(Mono.defer(this::leaveToOthers))
			.toFuture();
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	// what is under way is finished, or it would be published once more after the start
	@Override
	public synchronized void stop(Runnable callback) {
		this.running = false;
		this.stopping.tryEmitEmpty();
		var _ = this.stopped.whenComplete((_, _) -> callback.run());
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private Mono<Void> drain() {
		return Mono.defer(this::publishBatch)
			.onErrorResume((failure) -> leaveToOthers().then(Mono.error(failure)))
			.delayUntil(this::gather)
			.repeat()
			.takeWhile((published) -> published > 0 && this.running)
			.doOnNext((_) -> outageIsOver())
			.retryWhen(untilStopped())
			.then()
			// only when it is being stopped: the start goes on from here
			.onErrorComplete();
	}

	/**
	 * What is left here is no longer locked, and perhaps another process can publish it.
	 */
	private Mono<Void> leaveToOthers() {
		return this.outbox.leaveToOthers()
			.timeout(PATIENCE)
			.doOnError((failure) -> logger.debug("Others are not told, and look by themselves: " + failure))
			.onErrorComplete();
	}

	/** Many small transactions cost more than few larger ones. */
	private Mono<?> gather(int published) {
		return (published > 0 && published < this.settings.batch())
				? Mono.delay(this.settings.gather()).takeUntilOther(this.stopping.asMono()) : Mono.empty();
	}

	/** Whoever stops does not wait for the end of a pause. */
	private Retry untilStopped() {
		var patient = Retry.backoff(Long.MAX_VALUE, this.settings.firstPause())
			.maxBackoff(this.settings.longestPause())
			.jitter(0.5)
			.transientErrors(true)
			.filter((_) -> this.running)
			.doBeforeRetry((retry) -> outageBegins(retry.failure()));
		var stop = this.stopping.asMono();
		return Retry.from((failures) -> failures
			.concatMap((failed) -> Mono.<Object>from(patient.generateCompanion(Flux.just(failed)))
				.takeUntilOther(stop)
				.switchIfEmpty(Mono.error(failed::failure))));
	}

	private Mono<Integer> publishBatch() {
		return this.outbox.take(this.settings.batch())
			.flatMap((entries) -> entries.isEmpty() ? Mono.just(0) : publish(entries))
			.as(this.transaction::transactional);
	}

	private Mono<Integer> publish(List<OutboxEntry> entries) {
		return Mono.fromCallable(() -> this.publication.send(entries))
			// the producer blocks as long as it knows no broker
			.subscribeOn(Schedulers.boundedElastic())
			.flatMap(this::answered)
			.flatMap((answered) -> settle(answered).thenReturn(answered.size()));
	}

	// those that failed stay for the next round, and with them what comes behind them
	private Mono<Answered> answered(List<OutboxPublication.Sending> sendings) {
		return Flux.fromIterable(sendings)
			.flatMapSequential(
					(sending) -> Mono.fromFuture(sending.acknowledgement(), true)
						.<Answer>thenReturn(new Answer.Acknowledged(sending.entry()))
						.onErrorResume((failure) -> Mono.just(new Answer.Failed(sending.entry(), failure))),
					Integer.MAX_VALUE)
			.collectList()
			.flatMap((answers) -> {
				var published = new ArrayList<OutboxEntry>();
				var hopeless = new ArrayList<Answer.Failed>();
				var failures = new ArrayList<Throwable>();
				for (var answer : answers) {
					switch (answer) {
						case Answer.Acknowledged acknowledged -> published.add(acknowledged.entry());
						case Answer.Failed failed -> {
							if (hopelessTriesOf(failed) >= this.settings.tries()) {
								hopeless.add(failed);
							}
							else {
								failures.add(failed.failure());
							}
						}
					}
				}
				return (published.isEmpty() && hopeless.isEmpty() && !failures.isEmpty())
						? Mono.error(failures.getFirst()) : Mono.just(new Answered(published, hopeless));
			});
	}

	/** However often something fails because Kafka is away, it is not counted. */
	private int hopelessTriesOf(Answer.Failed failed) {
		return OutboxPublication.isHopeless(failed.failure())
				? this.tries.merge(failed.entry().position(), 1, Integer::sum) : 0;
	}

	private Mono<Void> settle(Answered answered) {
		return park(answered.hopeless()).then(settle(answered.published()));
	}

	private Mono<Void> park(List<Answer.Failed> hopeless) {
		return Flux.fromIterable(hopeless).concatMap((failed) -> {
			var reason = OutboxPublication.reasonOf(failed.failure());
			return this.outbox.park(failed.entry(), reason)
				.then(tell((listener) -> listener.parked(failed.entry(), reason)))
				.doOnSuccess((_) -> parked(failed.entry(), reason));
		}).then();
	}

	// if the commit fails it is told once more, which is better than not at all
	private void parked(OutboxEntry entry, String reason) {
		this.parked.increment();
		logger.error("Event %d for %s can never be sent and is parked in outbox_parked: %s".formatted(entry.position(),
				entry.topic(), reason));
	}

	private Mono<Void> settle(List<OutboxEntry> published) {
		if (published.isEmpty()) {
			return Mono.empty();
		}
		return this.outbox.delete(published).then(tell((listener) -> listener.published(published)));
	}

	private Mono<Void> tell(Function<OutboxListener, Mono<Void>> news) {
		return Flux.fromIterable(this.listeners).concatMap(news).then();
	}

	private void outageBegins(Throwable reason) {
		if (!this.outage) {
			this.outage = true;
			logger.warn("Events cannot be published at the moment, they stay in the outbox: " + reason);
		}
	}

	private void outageIsOver() {
		if (this.outage) {
			this.outage = false;
			logger.info("Events are published again");
		}
	}

	/** What Kafka said to an event. */
	private sealed interface Answer {

		record Acknowledged(OutboxEntry entry) implements Answer {
		}

		record Failed(OutboxEntry entry, Throwable failure) implements Answer {
		}

	}

	/** What leaves the outbox. */
	private record Answered(List<OutboxEntry> published, List<Answer.Failed> hopeless) {

		int size() {
			return this.published.size() + this.hopeless.size();
		}

	}

}
