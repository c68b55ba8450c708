package dev.akshay.portfolio.insights.lab;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import dev.akshay.portfolio.platform.postgres.Notifications;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.context.SmartLifecycle;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;

/**
 * Runs as they get on. A stream ends with its run, with its time, or with the process.
 */
@Component
class RunStreams implements SmartLifecycle {

	private final Runs runs;

	private final Notifications notifications;

	private final LabSettings settings;

	private final AtomicInteger open = new AtomicInteger();

	private volatile Sinks.Empty<Void> closing = Sinks.empty();

	private volatile boolean running;

	RunStreams(Runs runs, Notifications notifications, LabSettings settings) {
		this.runs = runs;
		this.notifications = notifications;
		this.settings = settings;
	}

	/**
	 * Follows a run.
	 * @param <T> what is shown
	 * @param lab its lab
	 * @param id its id
	 * @param shown what is shown of it
	 * @return an event whenever there is something new, with a number that grows; fails
	 * with {@link TooManyStreams} if as many are open
	 */
	<T> Flux<ServerSentEvent<T>> of(String lab, String id, Function<Run, T> shown) {
		return Flux
			.using(this::enter, (_) -> withHeartbeat(changesOf(lab, id).map((run) -> event(run, shown))),
					(_) -> this.open.decrementAndGet())
			.take(this.settings.life())
			.takeUntilOther(this.closing.asMono());
	}

	@Override
	public void start() {
		this.closing = Sinks.empty();
		this.running = true;
	}

	// first of all: the server waits for open responses before it stops
	@Override
	public void stop() {
		this.running = false;
		this.closing.tryEmitEmpty();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	private Integer enter() {
		var now = this.open.incrementAndGet();
		if (now > this.settings.streams()) {
			this.open.decrementAndGet();
			throw new TooManyStreams();
		}
		return now;
	}

	// listening comes first, so that no change falls between the first look and it
	private Flux<Run> changesOf(String lab, String id) {
		var told = this.notifications.on(Runs.CHANNEL)
			.filter((payload) -> payload.equals(id) || payload.equals(Notifications.WAKE_UP));
		return Flux.merge(told, Mono.just(Notifications.WAKE_UP))
			.onBackpressureLatest()
			.concatMap((_) -> this.runs.find(lab, id), 1)
			.distinctUntilChanged(Function.identity(), Run::saysTheSameAs)
			.takeUntil((run) -> run.state().isFinal());
	}

	private <T> Flux<ServerSentEvent<T>> withHeartbeat(Flux<ServerSentEvent<T>> changes) {
		var over = Sinks.<Void>empty();
		var heartbeat = Flux.interval(this.settings.heartbeat())
			.onBackpressureDrop()
			.map((_) -> ServerSentEvent.<T>builder().comment("alive").build())
			.takeUntilOther(over.asMono());
		return Flux.merge(changes.doOnTerminate(over::tryEmitEmpty), heartbeat);
	}

	private static <T> ServerSentEvent<T> event(Run run, Function<Run, T> shown) {
		return ServerSentEvent.builder(shown.apply(run)).id(String.valueOf(run.told())).build();
	}

}
