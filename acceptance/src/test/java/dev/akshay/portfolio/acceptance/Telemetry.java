package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;

/** Takes in what the suite exports by OTLP over HTTP, as a collector would. */
final class Telemetry implements AutoCloseable {

	private final Queue<Recorded> spans = new ConcurrentLinkedQueue<>();

	private final Queue<byte[]> exports = new ConcurrentLinkedQueue<>();

	private final HttpServer server;

	Telemetry() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/v1/traces", this::receive);
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.start();
	}

	String tracesEndpoint() {
		return "http://127.0.0.1:%d/v1/traces".formatted(this.server.getAddress().getPort());
	}

	/** The spans of one trace that have arrived so far. */
	List<Recorded> trace(String traceId) {
		return this.spans.stream().filter((span) -> span.traceId().equals(traceId)).toList();
	}

	/** Whether anything that was exported says this, wherever it stands. */
	boolean mentions(String ascii) {
		return this.exports.stream()
			.anyMatch((export) -> new String(export, StandardCharsets.ISO_8859_1).contains(ascii));
	}

	private void receive(HttpExchange exchange) throws IOException {
		try (exchange; InputStream body = body(exchange)) {
			byte[] export = body.readAllBytes();
			this.exports.add(export);
			ExportTraceServiceRequest.parseFrom(export).getResourceSpansList().forEach(this::record);
			exchange.sendResponseHeaders(200, -1);
		}
	}

	private static InputStream body(HttpExchange exchange) throws IOException {
		var gzipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
		return gzipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
	}

	private void record(ResourceSpans resource) {
		var service = resource.getResource()
			.getAttributesList()
			.stream()
			.filter((attribute) -> attribute.getKey().equals("service.name"))
			.map((attribute) -> attribute.getValue().getStringValue())
			.findFirst()
			.orElse("unknown");
		resource.getScopeSpansList()
			.forEach((scope) -> scope.getSpansList().forEach((span) -> this.spans.add(Recorded.of(service, span))));
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	/**
	 * A span.
	 *
	 * @param service the process it comes from
	 * @param name its name
	 * @param traceId the trace it belongs to
	 * @param spanId its id
	 * @param parentId the span it continues, empty at a root
	 * @param attributes what it says
	 */
	record Recorded(String service, String name, String traceId, String spanId, String parentId,
			List<String> attributes) {

		static Recorded of(String service, Span span) {
			return new Recorded(service, span.getName(), hex(span.getTraceId()), hex(span.getSpanId()),
					hex(span.getParentSpanId()), span.getAttributesList().stream().map(Recorded::text).toList());
		}

		private static String text(KeyValue attribute) {
			return attribute.getKey() + "=" + attribute.getValue().getStringValue();
		}

		private static String hex(ByteString id) {
			return HexFormat.of().formatHex(id.toByteArray());
		}

	}

}
