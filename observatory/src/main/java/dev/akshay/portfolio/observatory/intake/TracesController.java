package dev.akshay.portfolio.observatory.intake;

import java.util.concurrent.atomic.AtomicInteger;

import dev.akshay.portfolio.observatory.window.Window;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes spans by <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP over
 * HTTP</a>, in protobuf. It is for the suite's own processes; no route leads here from
 * outside.
 */
@Hidden
@RestController
class TracesController {

	private static final String PROTOBUF = "application/x-protobuf";

	private final Window window;

	private final IntakeSettings settings;

	private final AtomicInteger underWay = new AtomicInteger();

	private final Counter refused;

	TracesController(Window window, IntakeSettings settings, MeterRegistry meters) {
		this.window = window;
		this.settings = settings;
		this.refused = meters.counter("portfolio.observatory.exports.refused");
	}

	@PostMapping(path = "/v1/traces", consumes = PROTOBUF, produces = PROTOBUF)
	Mono<ResponseEntity<byte[]>> take(@RequestBody Mono<byte[]> body,
			@RequestHeader(name = HttpHeaders.CONTENT_ENCODING, required = false) @Nullable String encoding) {
		var gzipped = "gzip".equalsIgnoreCase(encoding);
		if (encoding != null && !gzipped && !"identity".equalsIgnoreCase(encoding)) {
			return Mono.error(UnknownCoding::new);
		}
		return Mono.using(this::enter,
				(_) -> body
					.flatMap((bytes) -> this.window.take(() -> Export.read(bytes, gzipped, this.settings.unpacked()))
						.map(TracesController::answer)),
				(_) -> this.underWay.decrementAndGet());
	}

	private Integer enter() {
		var now = this.underWay.incrementAndGet();
		if (now > this.settings.atOnce()) {
			this.underWay.decrementAndGet();
			this.refused.increment();
			throw new Overloaded();
		}
		return now;
	}

	// what is left out is left out for good: the sender does not send it again
	private static ResponseEntity<byte[]> answer(int leftOut) {
		var response = ExportTraceServiceResponse.newBuilder();
		if (leftOut > 0) {
			response.setPartialSuccess(ExportTracePartialSuccess.newBuilder()
				.setRejectedSpans(leftOut)
				.setErrorMessage("a share of all traces is kept"));
		}
		return ResponseEntity.status(HttpStatus.OK).body(response.build().toByteArray());
	}

}
