package dev.akshay.portfolio.observatory.span;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;

/** A span as a process tells it, for tests. */
public final class Told {

	private static final long START = TimeUnit.MILLISECONDS.toNanos(1_700_000_000_000L);

	private final String service;

	private final Span.Builder span = Span.newBuilder();

	private String version = "1.0.0";

	private String instance;

	private Told(String service, TraceId trace, long id, long parent) {
		this.service = service;
		this.instance = service + "-1";
		this.span
			.setTraceId(ByteString.copyFrom(ByteBuffer.allocate(16).putLong(trace.high()).putLong(trace.low()).flip()))
			.setSpanId(bytes(id))
			.setName("http get")
			.setKind(Span.SpanKind.SPAN_KIND_SERVER)
			.setStartTimeUnixNano(START)
			.setEndTimeUnixNano(START + TimeUnit.MILLISECONDS.toNanos(5));
		if (parent != 0) {
			this.span.setParentSpanId(bytes(parent));
		}
	}

	public static Told by(String service, TraceId trace, long id, long parent) {
		return new Told(service, trace, id, parent);
	}

	private static ByteString bytes(long id) {
		return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(id).flip());
	}

	public Told name(String name) {
		this.span.setName(name);
		return this;
	}

	public Told of(String version) {
		this.version = version;
		return this;
	}

	public Told from(String instance) {
		this.instance = instance;
		return this;
	}

	public Told kind(SpanKind kind) {
		this.span.setKind(Span.SpanKind.valueOf("SPAN_KIND_" + kind));
		return this;
	}

	public Told lasting(long millis) {
		this.span.setEndTimeUnixNano(START + TimeUnit.MILLISECONDS.toNanos(millis));
		return this;
	}

	public Told failed() {
		this.span.setStatus(Status.newBuilder().setCode(StatusCode.STATUS_CODE_ERROR));
		return this;
	}

	public Told with(String key, String value) {
		this.span
			.addAttributes(KeyValue.newBuilder().setKey(key).setValue(AnyValue.newBuilder().setStringValue(value)));
		return this;
	}

	public Told with(String key, long value) {
		this.span.addAttributes(KeyValue.newBuilder().setKey(key).setValue(AnyValue.newBuilder().setIntValue(value)));
		return this;
	}

	public Span span() {
		return this.span.build();
	}

	public ResourceSpans exported() {
		return process().addScopeSpans(ScopeSpans.newBuilder().addSpans(this.span)).build();
	}

	private ResourceSpans.Builder process() {
		return ResourceSpans.newBuilder()
			.setResource(Resource.newBuilder()
				.addAttributes(attribute("service.name", this.service))
				.addAttributes(attribute("service.instance.id", this.instance))
				.addAttributes(attribute("service.version", this.version))
				.addAttributes(attribute("host.name", "a-host")));
	}

	public static byte[] request(Told... spans) {
		var byService = Stream.of(spans)
			.collect(Collectors.groupingBy((span) -> span.service, LinkedHashMap::new, Collectors.toList()));
		var request = ExportTraceServiceRequest.newBuilder();
		byService.values()
			.forEach((some) -> request.addResourceSpans(some.getFirst()
				.process()
				.addScopeSpans(ScopeSpans.newBuilder().addAllSpans(some.stream().map(Told::span).toList()))));
		return request.build().toByteArray();
	}

	private static KeyValue attribute(String key, String value) {
		return KeyValue.newBuilder().setKey(key).setValue(AnyValue.newBuilder().setStringValue(value)).build();
	}

}
