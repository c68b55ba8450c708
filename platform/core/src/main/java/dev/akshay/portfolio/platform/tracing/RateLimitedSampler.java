package dev.akshay.portfolio.platform.tracing;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

/**
 * Records up to so many traces per second: a token bucket. What recording costs is
 * bounded so, however busy the site is. Each trace says for how many requests it stands,
 * so that whoever counts traces knows how many there were. What somebody chose already,
 * and what tells of an event or that a process is there, is recorded in any case.
 */
final class RateLimitedSampler implements Sampler {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private final long interval;

	private final LongSupplier nanoTime;

	private final long start;

	/** When the last of the taken tokens was earned, counted from the start. */
	private final AtomicLong earned = new AtomicLong(-SECOND);

	private final LongAdder leftOut = new LongAdder();

	RateLimitedSampler(int perSecond, LongSupplier nanoTime) {
		this.interval = (perSecond > 0) ? SECOND / perSecond : Long.MAX_VALUE;
		this.nanoTime = nanoTime;
		this.start = nanoTime.getAsLong();
	}

	@Override
	public SamplingResult shouldSample(Context parent, String traceId, String name, SpanKind kind,
			Attributes attributes, List<LinkData> links) {
		if (!attributes.isEmpty() && (attributes.get(Weight.KEY) != null || attributes.get(EventSpan.TYPE) != null
				|| attributes.get(Pulse.KEY) != null)) {
			return SamplingResult.recordAndSample();
		}
		if (!take()) {
			this.leftOut.increment();
			return SamplingResult.drop();
		}
		long weight = 1 + this.leftOut.sumThenReset();
		return (weight == 1) ? SamplingResult.recordAndSample()
				: SamplingResult.create(SamplingDecision.RECORD_AND_SAMPLE, Attributes.of(Weight.KEY, weight));
	}

	private boolean take() {
		if (this.interval == Long.MAX_VALUE) {
			return false;
		}
		long now = this.nanoTime.getAsLong() - this.start;
		while (true) {
			long before = this.earned.get();
			long next = Math.max(before, now - SECOND) + this.interval;
			if (next > now) {
				return false;
			}
			if (this.earned.compareAndSet(before, next)) {
				return true;
			}
		}
	}

	@Override
	public String getDescription() {
		return "RateLimited{interval=" + this.interval + "ns}";
	}

}
