package dev.akshay.portfolio.gateway.edge;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import dev.akshay.portfolio.gateway.decision.Decisions;
import dev.akshay.portfolio.platform.tracing.Weight;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Traces of what the cache shows by itself: of all hits on a quiet day, of a few each
 * second on a busy one. One that is not recorded costs a look at a number.
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

	private double hits;

	/**
	 * Traces of hits.
	 * @param tracer makes them
	 * @param metrics knows how many hits there were
	 * @param perSecond how many are recorded a second, on average; none if zero
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
		long before = this.earned.get();
		if (now - before < this.interval || this.interval == 0) {
			return null;
		}
		// as many as a second earns may come at once
		long base = (now - before > SECOND) ? now - SECOND : before;
		return this.earned.compareAndSet(before, base + this.interval) ? record(request) : null;
	}

	private @Nullable Span record(ServerHttpRequest request) {
		var span = this.tracer.spanBuilder()
			.kind(Span.Kind.SERVER)
			.name("http get")
			.tag("http.request.method", request.getMethod().name())
			.tag("url.path", request.getURI().getRawPath())
			.tag(Decisions.CACHE, "hit")
			.tag(Weight.ATTRIBUTE, hitsSince());
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
