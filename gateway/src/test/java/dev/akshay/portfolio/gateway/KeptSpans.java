package dev.akshay.portfolio.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import dev.akshay.portfolio.platform.tracing.EventSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.awaitility.Awaitility;

import org.springframework.context.annotation.Bean;

/** Keeps what is told of requests, of all of them, for tests that import it. */
public final class KeptSpans implements SpanProcessor {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final AttributeKey<String> EVENT = AttributeKey.stringKey(EventSpan.EVENT);

	private static final AttributeKey<String> STATE = AttributeKey.stringKey(EventSpan.STATE);

	private final Queue<SpanData> ended = new ConcurrentLinkedQueue<>();

	@Bean
	static Sampler sampler() {
		return Sampler.alwaysOn();
	}

	/**
	 * What the gateway said of a request in words of its own, once it is over.
	 * @param traceresponse the header of the answer
	 * @return attributes of its span, by name
	 */
	public Map<String, String> ofRequest(String traceresponse) {
		var span = Awaitility.await()
			.atMost(LIMIT)
			.until(() -> of(traceresponse).stream().filter((one) -> one.getKind() == SpanKind.SERVER).findFirst(),
					(found) -> found.isPresent())
			.orElseThrow();
		return span.getAttributes()
			.asMap()
			.entrySet()
			.stream()
			.filter((one) -> one.getKey().getKey().startsWith("portfolio."))
			.collect(Collectors.toMap((one) -> one.getKey().getKey(), (one) -> one.getValue().toString()));
	}

	/** The names of the spans of a trace that are over. */
	List<String> names(String traceresponse) {
		return of(traceresponse).stream().map(SpanData::getName).toList();
	}

	/**
	 * What happened in a trace, as the timeline is told of it.
	 * @param traceresponse the header of the answer
	 * @return events with what they came to, such as {@code chaos-breaker open}
	 */
	List<String> events(String traceresponse) {
		return of(traceresponse).stream()
			.map(SpanData::getAttributes)
			.filter((told) -> told.get(EVENT) != null)
			.map((told) -> told.get(EVENT) + " " + told.get(STATE))
			.toList();
	}

	/** All that was told of one kind of event, in whatever trace. */
	List<SpanData> allOf(String event) {
		return this.ended.stream().filter((span) -> event.equals(span.getAttributes().get(EVENT))).toList();
	}

	private List<SpanData> of(String traceresponse) {
		var traceId = traceresponse.split("-")[1];
		return this.ended.stream().filter((span) -> span.getTraceId().equals(traceId)).toList();
	}

	@Override
	public void onStart(Context parent, ReadWriteSpan span) {
		// what is of interest is known at its end
	}

	@Override
	public boolean isStartRequired() {
		return false;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		this.ended.add(span.toSpanData());
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

}
