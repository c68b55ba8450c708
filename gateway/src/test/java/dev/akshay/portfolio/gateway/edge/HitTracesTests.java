package dev.akshay.portfolio.gateway.edge;

import java.time.Duration;
import java.util.Objects;

import dev.akshay.portfolio.gateway.decision.Refusal;
import dev.akshay.portfolio.gateway.edge.store.ResponseStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelSpan;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import static org.assertj.core.api.Assertions.assertThat;

class HitTracesTests {

	private static final MockServerHttpRequest REQUEST = MockServerHttpRequest.get("/projects/kodai?q=ada").build();

	private final EdgeMetrics metrics = new EdgeMetrics(new SimpleMeterRegistry(), new ResponseStore(1024));

	private final OtelTracer tracer = new OtelTracer(SdkTracerProvider.builder().build().get("test"),
			new OtelCurrentTraceContext(), (_) -> {
			});

	private long now = System.nanoTime();

	@Test
	void recordsEveryHitWhileThereAreFew() {
		var traces = new HitTraces(this.tracer, this.metrics, 10);
		for (int i = 0; i < 100; i++) {
			pass(Duration.ofMillis(150));
			assertThat(hit(traces)).isNotNull().satisfies((span) -> assertThat(weight(span)).isEqualTo(1));
		}
	}

	@Test
	void recordsSomeOfManyAndSaysHowManyThereWere() {
		var traces = new HitTraces(this.tracer, this.metrics, 10);
		long recorded = 0;
		long counted = 0;
		for (int i = 0; i < 100_000; i++) {
			pass(Duration.ofNanos(100_000));
			var span = hit(traces);
			if (span != null) {
				recorded++;
				counted += weight(span);
			}
		}
		assertThat(recorded).isBetween(100L, 111L);
		assertThat(counted).isBetween(98_000L, 100_000L);
	}

	@Test
	void recordsNothingWhereNothingIsWanted() {
		var traces = new HitTraces(this.tracer, this.metrics, 0);
		pass(Duration.ofHours(1));
		assertThat(hit(traces)).isNull();
	}

	@Test
	void saysWhatWasAskedForAndDecided() {
		var span = record(REQUEST);
		assertThat(span.toSpanData().getAttributes().asMap())
			.containsEntry(AttributeKey.stringKey("url.path"), "/projects/kodai")
			.containsEntry(AttributeKey.stringKey("http.request.method"), "GET")
			.containsEntry(AttributeKey.stringKey("portfolio.cache"), "hit");
		assertThat(span.getParentSpanContext().isValid()).isFalse();
	}

	@Test
	void saysWhyItWasRefusedAndHowManyWere() {
		var traces = new HitTraces(this.tracer, this.metrics, 10);
		var request = MockServerHttpRequest.post("/api/projects/kodai").build();
		var first = Objects.requireNonNull(traces.beginRefusal(request, this.now, Refusal.LOAD));
		assertThat(read(first).getName()).isEqualTo("http post");
		assertThat(read(first).toSpanData().getAttributes().asMap())
			.containsEntry(AttributeKey.stringKey("portfolio.refused"), "load")
			.containsEntry(AttributeKey.booleanKey("portfolio.chaos"), true)
			.doesNotContainKey(AttributeKey.stringKey("portfolio.cache"));
		// the share of this second is spent soon, and what is not recorded is counted
		long counted = weight(first);
		for (int i = 0; i < 100; i++) {
			var span = traces.beginRefusal(request, this.now, Refusal.LOAD);
			counted += (span != null) ? weight(span) : 0;
		}
		assertThat(counted).isLessThan(101);
		pass(Duration.ofSeconds(1));
		counted += weight(Objects.requireNonNull(traces.beginRefusal(request, this.now, Refusal.LOAD)));
		assertThat(counted).isEqualTo(102);
	}

	@Test
	void continuesTheTraceOfAVisitor() {
		var context = begin(with("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")).context();
		assertThat(context.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
		assertThat(context.parentId()).isEqualTo("b7ad6b7169203331");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "00-00000000000000000000000000000000-b7ad6b7169203331-01",
			"00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", "ff-0af7651916cd43dd8448eb211c80319c-b7ad-01" })
	void beginsATraceWhereAVisitorBringsNone(String traceparent) {
		assertThat(record(with("traceparent", traceparent)).getParentSpanContext().isValid()).isFalse();
	}

	private ReadableSpan record(MockServerHttpRequest request) {
		return read(begin(request));
	}

	private Span begin(MockServerHttpRequest request) {
		return Objects.requireNonNull(new HitTraces(this.tracer, this.metrics, 10).begin(request, this.now));
	}

	private Span hit(HitTraces traces) {
		this.metrics.hit();
		return traces.begin(REQUEST, this.now);
	}

	private void pass(Duration duration) {
		this.now += duration.toNanos();
	}

	private static long weight(Span span) {
		return Objects.requireNonNull(read(span).getAttribute(AttributeKey.longKey("portfolio.weight")));
	}

	private static ReadableSpan read(Span span) {
		return (ReadableSpan) OtelSpan.toOtel(span);
	}

	private static MockServerHttpRequest with(String name, String value) {
		return MockServerHttpRequest.get("/").header(name, value).build();
	}

}
