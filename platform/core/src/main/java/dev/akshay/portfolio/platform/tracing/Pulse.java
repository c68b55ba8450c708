package dev.akshay.portfolio.platform.tracing;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.SmartLifecycle;

/**
 * Says now and then that this process is there, and how it is: a span of its own, which
 * goes where all others go. So a process that has nothing to do is not taken for dead.
 */
final class Pulse implements SmartLifecycle {

	/** How the process is: {@code up}, {@code refusing} or {@code broken}. */
	static final String STATE = "portfolio.pulse";

	/** How much memory it takes, in MiB. */
	static final String MEMORY = "portfolio.memory";

	/** How long a task waited for an event loop at most, in microseconds. */
	static final String LAG = "portfolio.loop-lag";

	/** For how long the process has been there, in milliseconds. */
	static final String UPTIME = "portfolio.uptime";

	/**
	 * How a circuit breaker is; the service that is asked through it follows. All are
	 * told each time, also those that are closed: so whoever listens from now on knows
	 * them, and where there is none.
	 */
	static final String BREAKER = "portfolio.breaker.";

	static final AttributeKey<String> KEY = AttributeKey.stringKey(STATE);

	private static final Duration LOOKS = Duration.ofMillis(500);

	private final Tracer tracer;

	private final ApplicationAvailability availability;

	private final LoopLag lag;

	private final Memory memory;

	private final Breakers breakers;

	private final Duration pause;

	private final Scheduler thread = Schedulers.newSingle("pulse", true);

	private volatile Disposable work = Disposables.disposed();

	/**
	 * A process that can say how it is.
	 * @param tracer makes the spans
	 * @param availability knows whether it can work
	 * @param lag measures its event loops
	 * @param memory measures its memory
	 * @param breakers knows its circuit breakers
	 * @param pause how long it says nothing in between; zero if there is nobody to tell
	 */
	Pulse(Tracer tracer, ApplicationAvailability availability, LoopLag lag, Memory memory, Breakers breakers,
			Duration pause) {
		this.tracer = tracer;
		this.availability = availability;
		this.lag = lag;
		this.memory = memory;
		this.breakers = breakers;
		this.pause = pause;
	}

	/** Whether a span is none of a request but this. */
	static boolean is(SpanData span) {
		return span.getAttributes().get(KEY) != null;
	}

	void beat() {
		var span = this.tracer.spanBuilder()
			.setNoParent()
			.name("pulse")
			.tag(STATE, state())
			.tag(MEMORY, String.valueOf(this.memory.residentMiB()))
			.tag(LAG, String.valueOf(TimeUnit.NANOSECONDS.toMicros(this.lag.worst())))
			.tag(UPTIME, String.valueOf(ManagementFactory.getRuntimeMXBean().getUptime()));
		this.breakers.states().forEach((service, state) -> span.tag(BREAKER + service, state));
		span.start().end();
	}

	private String state() {
		if (this.availability.getLivenessState() != LivenessState.CORRECT) {
			return "broken";
		}
		return (this.availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) ? "up" : "refusing";
	}

	@Override
	public boolean isAutoStartup() {
		return this.pause.isPositive();
	}

	@Override
	public void start() {
		this.work = Disposables.composite(periodically(this.lag::look, LOOKS), periodically(this::beat, this.pause));
	}

	private Disposable periodically(Runnable task, Duration each) {
		return this.thread.schedulePeriodically(task, LOOKS.toMillis(), each.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public void stop() {
		this.work.dispose();
		this.work = Disposables.disposed();
	}

	@Override
	public boolean isRunning() {
		return !this.work.isDisposed();
	}

}
