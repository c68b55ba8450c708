package dev.akshay.portfolio.platform.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import org.springframework.context.SmartLifecycle;
import org.springframework.http.codec.ServerSentEvent;

/**
 * Answers that stay open, such as event streams: so many at a time, each for a limited
 * time, and none beyond the end of the process. To be declared as a bean, so that it
 * stops with the application.
 */
public final class OpenStreams implements SmartLifecycle {

	private final int most;

	private final Duration life;

	private final Supplier<? extends RuntimeException> tooMany;

	private final AtomicInteger open = new AtomicInteger();

	private volatile Sinks.Empty<Void> closing = Sinks.empty();

	private volatile boolean running;

	private volatile boolean stopped;

	/**
	 * Bounds of streams.
	 * @param most how many may be open at a time
	 * @param life how long one may be open; a browser comes back by itself
	 * @param tooMany what one more hears
	 */
	public OpenStreams(int most, Duration life, Supplier<? extends RuntimeException> tooMany) {
		this.most = most;
		this.life = life;
		this.tooMany = tooMany;
	}

	/**
	 * Counts a stream as long as somebody listens to it.
	 * @param <T> what it tells
	 * @param stream the stream
	 * @return the same for a limited time; fails at once if too many are open
	 */
	public <T> Flux<T> bound(Flux<T> stream) {
		return Flux.using(this::enter, (_) -> stream, (_) -> this.open.decrementAndGet())
			.take(this.life)
			.takeUntilOther(this.closing.asMono());
	}

	/**
	 * Lets a stream show that it is alive while it has nothing to tell, so that nobody
	 * between here and a browser takes it for dead.
	 * @param <T> what it tells
	 * @param events the stream
	 * @param pause how often
	 * @return the same with comments in between; it ends when the stream does
	 */
	public static <T> Flux<ServerSentEvent<T>> withHeartbeat(Flux<ServerSentEvent<T>> events, Duration pause) {
		var over = Sinks.<Void>empty();
		var heartbeat = Flux.interval(pause)
			.onBackpressureDrop()
			.map((_) -> ServerSentEvent.<T>builder().comment("alive").build())
			.takeUntilOther(over.asMono());
		return Flux.merge(events.doOnTerminate(over::tryEmitEmpty), heartbeat);
	}

	private Integer enter() {
		var now = this.open.incrementAndGet();
		if (now > this.most) {
			this.open.decrementAndGet();
			throw this.tooMany.get();
		}
		return now;
	}

	/**
	 * How many are open.
	 * @return the number of streams that somebody listens to
	 */
	public int open() {
		return this.open.get();
	}

	// the server may have opened some already, which end with the others
	@Override
	public void start() {
		if (this.stopped) {
			this.closing = Sinks.empty();
			this.stopped = false;
		}
		this.running = true;
	}

	// first of all: the server waits for open responses before it stops
	@Override
	public void stop() {
		this.running = false;
		this.stopped = true;
		this.closing.tryEmitEmpty();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
