package dev.akshay.portfolio.insights.lab;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.akshay.portfolio.insights.lab.Run.Due;
import dev.akshay.portfolio.insights.lab.Run.Ending;
import dev.akshay.portfolio.platform.postgres.Notifications;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Works off what waits, the oldest first. Any number of replicas share the queue; it is
 * the database that says how many runs go on. Starts behind the server, which the
 * experiments ask, and stops before it.
 */
@Component
class RunQueue implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(RunQueue.class);

	/** How much longer than a run may take a process needs at most to note its end. */
	private static final Duration GRACE = Duration.ofSeconds(10);

	private static final Ending STOPPED = Ending.failed("The process that ran it was stopped. Start it again.");

	private static final Ending BROKEN = Ending
		.failed("The experiment itself broke, which says nothing about the hypothesis. Start it again.");

	private final Map<String, Lab<?, ?>> labs;

	private final Runs runs;

	private final Notifications notifications;

	private final LabSettings settings;

	private final JsonMapper json;

	private final AtomicBoolean failing = new AtomicBoolean();

	private @Nullable Disposable working;

	RunQueue(List<Lab<?, ?>> labs, Runs runs, Notifications notifications, LabSettings settings, JsonMapper json) {
		this.labs = labs.stream().collect(Collectors.toUnmodifiableMap(Lab::name, Function.identity()));
		this.runs = runs;
		this.notifications = notifications;
		this.settings = settings;
		this.json = json;
	}

	@Override
	public synchronized void start() {
		this.working = Flux
			.<Object>merge(this.notifications.on(Runs.CHANNEL).filter(Notifications.WAKE_UP::equals),
					Flux.interval(Duration.ZERO, this.settings.poll()))
			.onBackpressureLatest()
			.flatMap((_) -> drain(), this.settings.parallel(), 1)
			.subscribe();
	}

	@Override
	public synchronized void stop() {
		if (this.working != null) {
			this.working.dispose();
			this.working = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.working != null;
	}

	private Mono<Void> drain() {
		return Mono.defer(this::next)
			.repeat()
			.takeWhile((worked) -> worked)
			.doOnComplete(() -> this.failing.set(false))
			.then()
			// the next look finds the same queue
			.onErrorResume((failure) -> {
				if (this.failing.compareAndSet(false, true)) {
					logger.warn("Labs cannot be run at the moment, trying again: " + failure);
				}
				return Mono.empty();
			});
	}

	/** Whether there was something to do. */
	private Mono<Boolean> next() {
		var work = Mono.usingWhen(this.runs.take(this.settings.parallel()),
				(due) -> perform(due).flatMap((ending) -> this.runs.end(due.id(), ending)).thenReturn(true),
				(_) -> Mono.empty(), (_, _) -> Mono.empty(), (due) -> this.runs.end(due.id(), STOPPED));
		return this.runs.giveUp(this.settings.longest().plus(GRACE), "The process that ran it is gone. Start it again.")
			.then(work)
			.defaultIfEmpty(false);
	}

	private Mono<Ending> perform(Due due) {
		var lab = this.labs.get(due.lab());
		if (lab == null) {
			return Mono.just(BROKEN);
		}
		return reports(lab, due).concatMapDelayError((report) -> this.runs.tell(due.id(), report), false, 1)
			.then(Mono.just(Ending.DONE))
			.onErrorResume((failure) -> {
				if (failure instanceof TookTooLong) {
					return Mono.just(Ending.failed("It took longer than %d s and was stopped."
						.formatted(this.settings.longest().toSeconds())));
				}
				logger.warn("A run of the lab %s broke: %s".formatted(due.lab(), failure));
				return Mono.just(BROKEN);
			});
	}

	/** As JSON, at a pace that a reader can follow; the last one in any case. */
	private <C, R> Flux<String> reports(Lab<C, R> lab, Due due) {
		return Flux.defer(() -> lab.run(due.id(), this.json.readValue(due.choice(), lab.choiceType())))
			.takeUntilOther(Mono.delay(this.settings.longest()).then(Mono.error(TookTooLong::new)))
			.sample(this.settings.pace())
			.onBackpressureLatest()
			.map(this.json::writeValueAsString);
	}

	/** The time that a run has is over. */
	private static final class TookTooLong extends RuntimeException {

		TookTooLong() {
			super("the run took too long", null, false, false);
		}

	}

}
