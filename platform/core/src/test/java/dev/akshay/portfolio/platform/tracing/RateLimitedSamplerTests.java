package dev.akshay.portfolio.platform.tracing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitedSamplerTests {

	private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 1000);

	@Test
	void recordsEverythingWhileItIsQuiet() {
		var sampler = new RateLimitedSampler(10, this.time::get);
		for (int second = 0; second < 20; second++) {
			assertThat(recorded(sampler, 10)).isEqualTo(10);
			pass(Duration.ofSeconds(1));
		}
	}

	@Test
	void recordsNoMoreThanItMay() {
		var sampler = new RateLimitedSampler(10, this.time::get);
		assertThat(recorded(sampler, 1000)).isEqualTo(10);
		pass(Duration.ofMillis(500));
		assertThat(recorded(sampler, 1000)).isEqualTo(5);
		pass(Duration.ofHours(1));
		assertThat(recorded(sampler, 1000)).isEqualTo(10);
	}

	@Test
	void recordsNothingWhereNothingIsWanted() {
		assertThat(recorded(new RateLimitedSampler(0, this.time::get), 100)).isZero();
	}

	@Test
	void saysForHowManyATraceStands() {
		var sampler = new RateLimitedSampler(10, this.time::get);
		assertThat(sampled(sampler, Attributes.empty()).getAttributes().isEmpty()).isTrue();
		recorded(sampler, 1000);
		pass(Duration.ofMillis(100));
		assertThat(sampled(sampler, Attributes.empty()).getAttributes().get(Weight.KEY)).isEqualTo(992);
		pass(Duration.ofMillis(100));
		assertThat(sampled(sampler, Attributes.empty()).getAttributes().isEmpty()).isTrue();
	}

	@Test
	void recordsWhatTellsOfAnEventOrWasChosenBefore() {
		var sampler = new RateLimitedSampler(0, this.time::get);
		assertThat(sampled(sampler, Attributes.of(EventSpan.TYPE, "breaker")).getDecision())
			.isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		assertThat(sampled(sampler, Attributes.of(Pulse.KEY, "up")).getDecision())
			.isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		assertThat(sampled(sampler, Attributes.of(Weight.KEY, 7L)).getDecision())
			.isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		assertThat(sampled(sampler, Attributes.of(Weight.KEY, 7L)).getAttributes().isEmpty()).isTrue();
	}

	private static SamplingResult sampled(RateLimitedSampler sampler, Attributes attributes) {
		return sampler.shouldSample(Context.root(), "0af7651916cd43dd8448eb211c80319c", "get", SpanKind.SERVER,
				attributes, List.of());
	}

	private void pass(Duration duration) {
		this.time.addAndGet(duration.toNanos());
	}

	private static long recorded(RateLimitedSampler sampler, int requests) {
		return IntStream.range(0, requests)
			.filter((_) -> sampled(sampler, Attributes.empty()).getDecision() == SamplingDecision.RECORD_AND_SAMPLE)
			.count();
	}

}
