package dev.akshay.portfolio.observatory.window;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import dev.akshay.portfolio.observatory.graph.Processes;
import dev.akshay.portfolio.observatory.graph.ServiceGraph;
import dev.akshay.portfolio.observatory.span.Disclosure;
import dev.akshay.portfolio.observatory.span.TraceId;
import dev.akshay.portfolio.observatory.timeline.Timeline;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What happened lately. All of it belongs to one thread, which asks nobody to wait for
 * anything.
 */
@Component
public class Window implements SmartLifecycle {

	private static final Duration DECISIONS = Duration.ofMillis(250);

	private static final Duration FIGURES = Duration.ofSeconds(1);

	private final Traces traces;

	private final ServiceGraph graph;

	private final Processes processes;

	private final Scheduler thread = Schedulers.newSingle("window", true);

	private final Counter taken;

	private final Counter leftOut;

	private volatile long bytes;

	private volatile int size;

	private volatile double share = 1;

	private volatile Disposable work = Disposables.disposed();

	Window(WindowSettings settings, Disclosure disclosure, ServiceGraph graph, Processes processes, Timeline timeline,
			Clock clock, MeterRegistry meters) {
		this.traces = new Traces(settings, disclosure, graph, processes, timeline, clock);
		this.graph = graph;
		this.processes = processes;
		this.taken = spans(meters, "taken");
		this.leftOut = spans(meters, "left-out");
		meters.gauge("portfolio.observatory.bytes", this, (window) -> window.bytes);
		meters.gauge("portfolio.observatory.traces", this, (window) -> window.size);
		meters.gauge("portfolio.observatory.share", this, (window) -> window.share);
	}

	private static Counter spans(MeterRegistry meters, String outcome) {
		return meters.counter("portfolio.observatory.spans", "outcome", outcome);
	}

	/**
	 * Takes in what a process tells.
	 * @param exported reads its spans, on the window's thread
	 * @return how many of them were left out; what the reading fails with
	 */
	public Mono<Integer> take(Callable<List<ResourceSpans>> exported) {
		return Mono.fromCallable(() -> {
			var taken = this.traces.take(exported.call());
			this.taken.increment(taken.taken());
			this.leftOut.increment(taken.leftOut());
			return taken.leftOut();
		}).subscribeOn(this.thread);
	}

	/**
	 * Looks a trace up. It is somebody's own from now on, and kept longer than others.
	 * @param id its id
	 * @return what is known of it; empty if nothing is
	 */
	public Mono<ShownTrace> find(TraceId id) {
		return shown(() -> {
			var trace = this.traces.find(id);
			return (trace != null) ? trace.snapshot() : null;
		});
	}

	/**
	 * Looks whether there is more of a trace that somebody follows, as {@link #find}
	 * does. Where there is not, that is all that is done.
	 * @param id its id
	 * @param seen the {@link ShownTrace#stage() stage} of what was shown last, zero if
	 * nothing was
	 * @return what is known of it; empty if that is no more than was seen
	 */
	public Mono<ShownTrace> grown(TraceId id, int seen) {
		return shown(() -> {
			var trace = this.traces.follow(id);
			return (trace != null && trace.stage() > seen) ? trace.snapshot() : null;
		});
	}

	/** To put a trace in order, and to write it, is not for the thread of all traces. */
	private Mono<ShownTrace> shown(Callable<Trace.@Nullable Snapshot> look) {
		return Mono.fromCallable(look).subscribeOn(this.thread).publishOn(Schedulers.parallel()).map(ShownTrace::of);
	}

	private void decide() {
		this.traces.decide();
		this.bytes = this.traces.bytes();
		this.size = this.traces.size();
		this.share = this.traces.share();
	}

	@Override
	public void start() {
		this.work = Disposables.composite(periodically(this::decide, DECISIONS),
				periodically(this.graph::refresh, FIGURES), periodically(this.processes::miss, FIGURES));
	}

	private Disposable periodically(Runnable task, Duration pause) {
		return this.thread.schedulePeriodically(task, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
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
