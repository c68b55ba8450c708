package dev.akshay.portfolio.observatory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.akshay.portfolio.observatory.span.SpanKind;
import dev.akshay.portfolio.observatory.span.Told;
import dev.akshay.portfolio.observatory.span.TraceId;
import dev.akshay.portfolio.platform.test.NoKafka;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ObservatoryTest
@Import(NoKafka.class)
@TestPropertySource(properties = "portfolio.observatory.stream.traces=3")
class ObservatoryIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final MediaType PROTOBUF = MediaType.parseMediaType("application/x-protobuf");

	private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT = new ParameterizedTypeReference<>() {
	};

	@Autowired
	private WebTestClient client;

	@Autowired
	private MeterRegistry meters;

	@LocalServerPort
	private int port;

	@Test
	void showsATraceThatProcessesTold() {
		var id = trace();
		send(Told.request(Told.by("gateway", id, 1, 0)
			.lasting(30)
			.with("http.url", "/projects/kodai?q=ada")
			.with("status", "200"))).expectStatus().isOk();
		send(zipped(Told.request(Told.by("website", id, 2, 1).lasting(20))), "gzip").expectStatus().isOk();
		this.client.get()
			.uri("/api/live/traces/{id}", id)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("Cache-Control", "no-store")
			.expectBody()
			.json("""
					{"traceId": "%s", "complete": false, "spans": [
						{"service": "gateway", "name": "http get", "kind": "server", "spanId": "0000000000000001",
							"parentId": "", "startNanos": 0, "endNanos": 30000000, "failed": false,
							"attributes": {"url.path": "/projects/{slug}", "http.response.status_code": "200"}},
						{"service": "website", "spanId": "0000000000000002", "parentId": "0000000000000001",
							"endNanos": 20000000, "attributes": {}}]}""".formatted(id));
	}

	@Test
	void tellsATraceAsItGrows() {
		var id = trace();
		var stream = this.client.get()
			.uri("/api/live/traces/{id}", id)
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("Cache-Control", "no-store")
			.returnResult(EVENT)
			.getResponseBody();
		StepVerifier.create(stream.filter((event) -> event.event() != null))
			.then(() -> send(Told.request(Told.by("gateway", id, 1, 0))))
			.assertNext((event) -> assertThat(event.data()).contains("\"gateway\"").doesNotContain("\"website\""))
			.then(() -> send(Told.request(Told.by("website", id, 2, 1))))
			.assertNext((event) -> assertThat(event.data()).contains("\"gateway\"", "\"website\""))
			.assertNext((event) -> assertThat(event.data()).contains("\"complete\":true"))
			.assertNext((event) -> assertThat(event.event()).isEqualTo("end"))
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void letsOnlySoManyFollowATrace() {
		// one that ends, as nothing comes of its trace, is opened again
		var open = IntStream.range(0, 3)
			.<Disposable>mapToObj((_) -> following(trace()).onErrorComplete()
				.repeatWhen((ends) -> ends.delayElements(Duration.ofMillis(10)))
				.subscribe())
			.toList();
		try {
			await().atMost(LIMIT)
				.untilAsserted(() -> this.client.get()
					.uri("/api/live/traces/{id}", trace())
					.accept(MediaType.TEXT_EVENT_STREAM)
					.exchange()
					.expectStatus()
					.isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
					.expectHeader()
					.valueEquals("Retry-After", "12")
					.expectBody()
					.jsonPath("$.type")
					.isEqualTo("https://akshay.dev/problems/too-many-listeners"));
			// who only looks, and who listens, are not counted with them
			this.client.get().uri("/api/live/traces/{id}", trace()).exchange().expectStatus().isNotFound();
			assertThat(comments("/api/live/events").blockFirst(LIMIT)).isEqualTo("listening");
		}
		finally {
			open.forEach(Disposable::dispose);
		}
		await().atMost(LIMIT).until(() -> this.meters.get("portfolio.observatory.followers").gauge().value() == 0);
	}

	private Flux<String> following(TraceId id) {
		return comments("/api/live/traces/" + id);
	}

	private Flux<String> comments(String path) {
		return WebClient.create("http://127.0.0.1:" + this.port)
			.get()
			.uri(path)
			.accept(MediaType.TEXT_EVENT_STREAM)
			.retrieve()
			.bodyToFlux(EVENT)
			.mapNotNull(ServerSentEvent::comment);
	}

	@Test
	void tellsNoTraceThatIsNone() {
		this.client.get()
			.uri("/api/live/traces/ada")
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.expectStatus()
			.isBadRequest();
	}

	@Test
	void showsWhoAsksWhom() {
		var id = trace();
		send(Told.request(Told.by("gateway", id, 1, 0),
				Told.by("gateway", id, 2, 1).kind(SpanKind.CLIENT).with("peer.service", "profile-service").failed()))
			.expectStatus()
			.isOk();
		await().atMost(LIMIT)
			.untilAsserted(() -> this.client.get()
				.uri("/api/live/topology")
				.exchange()
				.expectStatus()
				.isOk()
				.expectBody()
				.jsonPath("$.windowSeconds")
				.isEqualTo(60)
				.jsonPath("$.nodes[?(@.id == 'gateway')].kind")
				.isEqualTo("service")
				.jsonPath("$.nodes[?(@.id == 'gateway')].replicas")
				.isEqualTo(1)
				.jsonPath("$.edges[?(@.to == 'profile-service')].failures")
				.isEqualTo(1));
	}

	@Test
	void countsWhatCameToday() {
		send(Told.request(Told.by("gateway", trace(), 1, 0).kind(SpanKind.SERVER))).expectStatus().isOk();
		await().atMost(LIMIT)
			.untilAsserted(() -> this.client.get()
				.uri("/api/live/figures")
				.exchange()
				.expectStatus()
				.isOk()
				.expectHeader()
				.valueEquals("Cache-Control", "max-age=5, public, stale-if-error=0")
				.expectBody()
				.jsonPath("$.requests")
				.value(Integer.class, (requests) -> assertThat(requests).isPositive())
				.jsonPath("$.p99Millis")
				.isNumber()
				.jsonPath("$.since")
				.value(String.class, (since) -> assertThat(Instant.parse(since)).isBefore(Instant.now()))
				.jsonPath("$.parked")
				.isEqualTo(0));
	}

	@Test
	void showsWhatHappened() {
		var id = trace();
		send(Told.request(Told.by("gateway", id, 1, 0)
			.kind(SpanKind.INTERNAL)
			.with("portfolio.event", "breaker")
			.with("portfolio.subject", "insights-service")
			.with("portfolio.state", "open"))).expectStatus().isOk();
		this.client.get()
			.uri("/api/live/events?type=breaker&limit=1&trace={other},{id}", trace(), id)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.json("""
					{"events": [{"type": "breaker", "service": "gateway", "subject": "insights-service",
						"state": "open", "traceId": "%s"}]}""".formatted(id));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/live/traces/ada", "/api/live/traces/00000000000000000000000000000000",
			"/api/live/events?limit=0", "/api/live/events?limit=501", "/api/live/events?limit=many",
			"/api/live/events?trace=ada", "/api/live/events?trace=", "/api/live/events?trace",
			"/api/live/events?trace=0af7651916cd43dd8448eb211c80319c,ada" })
	void saysWhatIsWrongWithAQuestion(String uri) {
		this.client.get()
			.uri(uri)
			.exchange()
			.expectStatus()
			.isBadRequest()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void doesNotKnowEveryTrace() {
		this.client.get()
			.uri("/api/live/traces/{id}", trace())
			.exchange()
			.expectStatus()
			.isNotFound()
			.expectHeader()
			.valueEquals("Cache-Control", "no-store")
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/unknown-trace");
	}

	@Test
	void saysHowManySpansItLeftOut() throws InvalidProtocolBufferException {
		var answer = send(Told.request(Told.by("Ada Visitor", trace(), 1, 0), Told.by("gateway", trace(), 1, 0)))
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType(PROTOBUF)
			.expectBody()
			.returnResult()
			.getResponseBodyContent();
		assertThat(ExportTraceServiceResponse.parseFrom(answer).getPartialSuccess().getRejectedSpans()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "deflate", "br", "gzip, gzip" })
	void takesNothingThatIsPackedInAnotherWay(String coding) {
		send(Told.request(Told.by("gateway", trace(), 1, 0)), coding).expectStatus()
			.isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
	}

	@Test
	void takesNothingThatIsNoProtobuf() {
		send("ada".getBytes()).expectStatus().isBadRequest();
		send("ada".getBytes(), "gzip").expectStatus().isBadRequest();
		this.client.post()
			.uri("/v1/traces")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{}")
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
	}

	@Test
	void takesNothingThatIsTooLarge() {
		send(new byte[1024 * 1024 + 1]).expectStatus().isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
		// a body that grows when it is unpacked
		var name = Told.by("gateway", trace(), 1, 0).name("a".repeat(5 * 1024 * 1024));
		send(zipped(Told.request(name)), "gzip").expectStatus().isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
		// nobody looks further than to where it is no export any more
		send(zipped(new byte[64 * 1024 * 1024]), "gzip").expectStatus().isBadRequest();
		send(Told.request(Told.by("gateway", trace(), 1, 0))).expectStatus().isOk();
	}

	@Test
	void takesNoMoreAtOnceThanItCanRead() throws IOException {
		// those that never finish keep their places
		var hanging = new ArrayList<Socket>();
		for (int i = 0; i < 16; i++) {
			var socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
			hanging.add(socket);
			socket.getOutputStream()
				.write(("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n"
						+ "Content-Length: 100\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
		}
		await().atMost(LIMIT)
			.untilAsserted(() -> send(Told.request(Told.by("gateway", trace(), 1, 0))).expectStatus()
				.isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
				.expectHeader()
				.valueEquals("Retry-After", "1"));
		for (var socket : hanging) {
			socket.close();
		}
		await().atMost(LIMIT)
			.untilAsserted(() -> send(Told.request(Told.by("gateway", trace(), 1, 0))).expectStatus()
				.isEqualTo(HttpStatus.OK));
	}

	private ResponseSpec send(byte[] body) {
		return this.client.post().uri("/v1/traces").contentType(PROTOBUF).bodyValue(body).exchange();
	}

	private ResponseSpec send(byte[] body, String coding) {
		return this.client.post()
			.uri("/v1/traces")
			.contentType(PROTOBUF)
			.header("Content-Encoding", coding)
			.bodyValue(body)
			.exchange();
	}

	private static byte[] zipped(byte[] body) {
		var bytes = new ByteArrayOutputStream();
		try (var zip = new GZIPOutputStream(bytes)) {
			zip.write(body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private static TraceId trace() {
		var random = ThreadLocalRandom.current();
		return new TraceId(random.nextLong(), random.nextLong(1, Long.MAX_VALUE));
	}

}
