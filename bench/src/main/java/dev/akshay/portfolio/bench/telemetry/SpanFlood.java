package dev.akshay.portfolio.bench.telemetry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;

/**
 * Offers spans by the clock, whether they are taken or not: traces of four, two of the
 * gateway's and two of the website's, and in each export one trace that failed. Sent as
 * processes do, by <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP over
 * HTTP</a>.
 */
public final class SpanFlood implements AutoCloseable {

	private static final int BATCH = 512;

	private static final int SPANS_PER_TRACE = 4;

	/**
	 * So many exports wait for an answer at a time; what is due then is dropped by the
	 * sender, as exporters do.
	 */
	private static final int MOST_UNDER_WAY = 64;

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final List<KeyValue> PASSED_ON = attributes(
			Map.of("method", "GET", "status", "200", "outcome", "SUCCESS", "peer.service", "website"));

	private static final List<KeyValue> ANSWERED = attributes(Map.of("method", "GET", "status", "200", "outcome",
			"SUCCESS", "uri", "/projects/{slug}", "http.url", "/projects/kodai"));

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(PATIENCE)
		.build();

	private final ExecutorService exporters = Executors.newVirtualThreadPerTaskExecutor();

	private final URI intake;

	private final Duration patience;

	private final Semaphore places = new Semaphore(MOST_UNDER_WAY);

	private final Map<Outcome, LongAdder> outcomes = new TreeMap<>();

	/**
	 * A flood that has not begun.
	 * @param observatory the address of the process that it goes to
	 */
	public SpanFlood(URI observatory) {
		this(observatory, PATIENCE);
	}

	SpanFlood(URI observatory, Duration patience) {
		this.intake = observatory.resolve("/v1/traces");
		this.patience = patience;
		for (Outcome outcome : Outcome.values()) {
			this.outcomes.put(outcome, new LongAdder());
		}
	}

	/**
	 * Offers, and waits until the last answer is there.
	 * @param spansPerSecond how many
	 * @param length for how long
	 * @return how many were offered in each second that it took
	 */
	public double run(int spansPerSecond, Duration length) {
		long pause = TimeUnit.SECONDS.toNanos(1) * BATCH / spansPerSecond;
		long batches = Math.max(1, length.toNanos() / pause);
		long start = System.nanoTime();
		for (long batch = 0; batch < batches; batch++) {
			long due = start + batch * pause;
			while (System.nanoTime() < due) {
				LockSupport.parkNanos(due - System.nanoTime());
			}
			offer();
		}
		double took = (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
		// each gives its place back, at the latest when its patience ends
		this.places.acquireUninterruptibly(MOST_UNDER_WAY);
		this.places.release(MOST_UNDER_WAY);
		return batches * BATCH / took;
	}

	/**
	 * What became of spans.
	 * @param outcome what
	 * @return of how many
	 */
	public long spans(Outcome outcome) {
		return this.outcomes.getOrDefault(outcome, new LongAdder()).sum();
	}

	private void offer() {
		if (!this.places.tryAcquire()) {
			count(Outcome.DROPPED, BATCH);
			return;
		}
		this.exporters.execute(() -> {
			try {
				export();
			}
			finally {
				this.places.release();
			}
		});
	}

	private void export() {
		HttpRequest request = HttpRequest.newBuilder(this.intake)
			.timeout(this.patience)
			.header("Content-Type", "application/x-protobuf")
			.POST(BodyPublishers.ofByteArray(batch()))
			.build();
		try {
			HttpResponse<byte[]> answer = this.http.send(request, BodyHandlers.ofByteArray());
			long taken = (answer.statusCode() == 200) ? BATCH - leftOut(answer.body()) : 0;
			count(Outcome.TAKEN, taken);
			count((answer.statusCode() == 200) ? Outcome.LEFT_OUT : Outcome.REFUSED, BATCH - taken);
		}
		catch (IOException _) {
			count(Outcome.UNANSWERED, BATCH);
		}
		catch (InterruptedException _) {
			Thread.currentThread().interrupt();
			count(Outcome.UNANSWERED, BATCH);
		}
	}

	private static long leftOut(byte[] answer) {
		try {
			return ExportTraceServiceResponse.parseFrom(answer).getPartialSuccess().getRejectedSpans();
		}
		catch (IOException _) {
			// whoever answers something else has taken nothing
			return BATCH;
		}
	}

	private void count(Outcome outcome, long spans) {
		this.outcomes.getOrDefault(outcome, new LongAdder()).add(spans);
	}

	static byte[] batch() {
		ScopeSpans.Builder gateway = ScopeSpans.newBuilder();
		ScopeSpans.Builder website = ScopeSpans.newBuilder();
		ThreadLocalRandom random = ThreadLocalRandom.current();
		long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
		for (int trace = 0; trace < BATCH / SPANS_PER_TRACE; trace++) {
			ByteString id = bytes(random.nextLong(), random.nextLong());
			ByteString door = bytes(random.nextLong());
			ByteString asking = bytes(random.nextLong());
			ByteString page = bytes(random.nextLong());
			Span.Builder first = span(id, door, ByteString.EMPTY, SpanKind.SPAN_KIND_SERVER, now, ANSWERED);
			if (trace == 0) {
				first.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
			}
			gateway.addSpans(first).addSpans(span(id, asking, door, SpanKind.SPAN_KIND_CLIENT, now, PASSED_ON));
			website.addSpans(span(id, page, asking, SpanKind.SPAN_KIND_SERVER, now, ANSWERED))
				.addSpans(span(id, bytes(random.nextLong()), page, SpanKind.SPAN_KIND_CLIENT, now, ANSWERED));
		}
		return ExportTraceServiceRequest.newBuilder()
			.addResourceSpans(told("gateway", gateway))
			.addResourceSpans(told("website", website))
			.build()
			.toByteArray();
	}

	private static ResourceSpans told(String service, ScopeSpans.Builder spans) {
		return ResourceSpans.newBuilder()
			.setResource(Resource.newBuilder().addAllAttributes(attributes(Map.of("service.name", service))))
			.addScopeSpans(spans)
			.build();
	}

	private static Span.Builder span(ByteString trace, ByteString id, ByteString parent, SpanKind kind, long end,
			List<KeyValue> attributes) {
		return Span.newBuilder()
			.setTraceId(trace)
			.setSpanId(id)
			.setParentSpanId(parent)
			.setName("http get")
			.setKind(kind)
			.setStartTimeUnixNano(end - TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(1, 40)))
			.setEndTimeUnixNano(end)
			.addAllAttributes(attributes);
	}

	private static ByteString bytes(long... numbers) {
		ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES * numbers.length);
		for (long number : numbers) {
			buffer.putLong(number);
		}
		return ByteString.copyFrom(buffer.flip());
	}

	private static List<KeyValue> attributes(Map<String, String> values) {
		return values.entrySet()
			.stream()
			.map((each) -> KeyValue.newBuilder()
				.setKey(each.getKey())
				.setValue(AnyValue.newBuilder().setStringValue(each.getValue()))
				.build())
			.toList();
	}

	@Override
	public void close() {
		this.exporters.close();
		this.http.close();
	}

	/** What became of a span. */
	public enum Outcome {

		/** it was read */
		TAKEN,
		/** its export was read, and its trace is none of those that are followed */
		LEFT_OUT,
		/** its export was refused as too much */
		REFUSED,
		/** its export was not answered in time */
		UNANSWERED,
		/** it was not sent, since too many exports were under way */
		DROPPED

	}

}
