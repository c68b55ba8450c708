package dev.akshay.portfolio.gateway.edge;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import dev.akshay.portfolio.gateway.decision.Decisions;
import dev.akshay.portfolio.gateway.decision.Refusal;
import dev.akshay.portfolio.platform.tracing.Weight;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Traces of what is answered without asking anybody, hits and refusals: of all on a quiet
 * day, of a few each second on a busy one. One that is not recorded costs a look at a
 * number.
 */
final class HitTraces {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final Pattern PARENT = Pattern
		.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}");

	private final Tracer tracer;

	private final EdgeMetrics metrics;

	private final long interval;

	/** When the last of the taken places was earned. */
	private final AtomicLong earned;

	private final AtomicLong refusals = new AtomicLong();

	private double hits;

	/**
	 * Traces of hits and refusals.
	 * @param tracer makes them
	 * @param metrics knows how many hits there were
	 * @param perSecond how many are recorded a second, of both together and on average;
	 * none if zero
	 */
	HitTraces(Tracer tracer, EdgeMetrics metrics, int perSecond) {
		this.tracer = tracer;
		this.metrics = metrics;
		this.interval = (perSecond > 0) ? SECOND / perSecond : 0;
		this.earned = new AtomicLong(System.nanoTime() - SECOND);
	}

	/**
	 * Begins the trace of a hit, if it is recorded.
	 * @param request what was asked for
	 * @param now when, as {@link System#nanoTime()} counts
	 * @return its span, to be ended; {@code null} if it is not recorded
	 */
	@Nullable Span begin(ServerHttpRequest request, long now) {
		return isRecorded(now) ? record(request, "http get", (span) -> span.tag(Decisions.CACHE, "hit"), hitsSince())
				: null;
	}

	/**
	 * Begins the trace of a request of somebody who broke something for herself and is
	 * refused, if it is recorded.
	 * @param request what was asked for
	 * @param now when, as {@link System#nanoTime()} counts
	 * @param why why it is refused
	 * @return its span, to be ended; {@code null} if it is not recorded
	 */
	@Nullable Span beginRefusal(ServerHttpRequest request, long now, Refusal why) {
		this.refusals.incrementAndGet();
		if (!isRecorded(now)) {
			return null;
		}
		long since = this.refusals.getAndSet(0);
		// none: another thread's trace stands for this one, too
		return (since == 0) ? null : record(request, "http " + request.getMethod().name().toLowerCase(Locale.ROOT),
				(span) -> span.tag(Decisions.CHAOS, true).tag(Decisions.REFUSED, why.text()), since);
	}

	private boolean isRecorded(long now) {
		long before = this.earned.get();
		if (now - before < this.interval || this.interval == 0) {
			return false;
		}
		// as many as a second earns may come at once
		long base = (now - before > SECOND) ? now - SECOND : before;
		return this.earned.compareAndSet(before, base + this.interval);
	}

	/** It stands for as many as its weight says. */
	private @Nullable Span record(ServerHttpRequest request, String name, UnaryOperator<Span.Builder> decision,
			long weight) {
		var span = decision.apply(this.tracer.spanBuilder()
			.kind(Span.Kind.SERVER)
			.name(name)
			.tag("http.request.method", request.getMethod().name())
			.tag("url.path", request.getURI().getRawPath())
			.tag(Weight.ATTRIBUTE, weight));
		var parent = PARENT.matcher(String.valueOf(request.getHeaders().getFirst("traceparent")));
		if (parent.matches()) {
			span.setParent(this.tracer.traceContextBuilder()
				.traceId(parent.group(1))
				.spanId(parent.group(2))
				.sampled(true)
				.build());
		}
		else {
			span.setNoParent();
		}
		var started = span.start();
		return Boolean.TRUE.equals(started.context().sampled()) ? started : null;
	}

	/** The trace stands for all hits since the last one that was recorded. */
	private synchronized long hitsSince() {
		double now = this.metrics.hits();
		long since = Math.max(1, Math.round(now - this.hits));
		this.hits = now;
		return since;
	}

}
