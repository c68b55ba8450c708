package dev.akshay.portfolio.bench.telemetry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import dev.akshay.portfolio.bench.telemetry.SpanFlood.Outcome;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;

class SpanFloodTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private HttpServer observatory;

	@BeforeEach
	void open() throws IOException {
		this.observatory = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.observatory.start();
	}

	@AfterEach
	void close() {
		this.observatory.stop(0);
	}

	@Test
	void sendsTracesOfFourOfWhichOneFailed() throws IOException {
		var spans = ExportTraceServiceRequest.parseFrom(SpanFlood.batch())
			.getResourceSpansList()
			.stream()
			.flatMap((resource) -> resource.getScopeSpansList().stream())
			.flatMap((scope) -> scope.getSpansList().stream())
			.toList();
		assertThat(spans).hasSize(512);
		assertThat(spans.stream().collect(groupingBy(Span::getTraceId, counting())).values()).hasSize(128)
			.allMatch((number) -> number == 4);
		assertThat(spans).filteredOn((span) -> span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR).hasSize(1);
		assertThat(spans).filteredOn((span) -> span.getParentSpanId().isEmpty()).hasSize(128);
	}

	@Test
	void countsWhatBecomesOfThem() {
		var number = new AtomicInteger();
		this.observatory.createContext("/v1/traces", (exchange) -> {
			exchange.getRequestBody().readAllBytes();
			var body = ExportTraceServiceResponse.newBuilder()
				.setPartialSuccess(ExportTracePartialSuccess.newBuilder().setRejectedSpans(12))
				.build()
				.toByteArray();
			var refused = number.incrementAndGet() % 2 == 0;
			exchange.sendResponseHeaders(refused ? 503 : 200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		try (var flood = new SpanFlood(
				URI.create("http://127.0.0.1:%d/".formatted(this.observatory.getAddress().getPort())), PATIENCE)) {
			flood.run(5_120, Duration.ofSeconds(1));
			var all = Stream.of(Outcome.values()).collect(groupingBy((outcome) -> outcome, summingLong(flood::spans)));
			assertThat(all.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(5_120);
			assertThat(all)
				.containsAllEntriesOf(Map.of(Outcome.TAKEN, 2_500L, Outcome.LEFT_OUT, 60L, Outcome.REFUSED, 2_560L));
		}
	}

	@Test
	void countsWhatIsNotAnswered() {
		this.observatory.stop(0);
		try (var flood = new SpanFlood(
				URI.create("http://127.0.0.1:%d/".formatted(this.observatory.getAddress().getPort())), PATIENCE)) {
			flood.run(5_120, Duration.ofMillis(200));
			assertThat(flood.spans(Outcome.UNANSWERED)).isEqualTo(1_024);
		}
	}

}
