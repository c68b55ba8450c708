package dev.akshay.portfolio.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.akshay.portfolio.gateway.resilience.BreakerChanged;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = { "management.server.port=0",
		"spring.cloud.gateway.server.webflux.httpclient.pool.metrics=true",
		"portfolio.gateway.routes.frail.paths=/frail/**", "portfolio.gateway.routes.frail.response-timeout=300ms",
		"portfolio.gateway.routes.frail.resilience.breaker.calls=4",
		"portfolio.gateway.routes.frail.resilience.breaker.open=1s",
		"portfolio.gateway.routes.frail.resilience.breaker.trials=1",
		"portfolio.gateway.routes.frail.resilience.retry.times=0", "portfolio.gateway.routes.sturdy.paths=/sturdy/**",
		"portfolio.gateway.routes.sturdy.resilience.breaker.calls=4",
		"portfolio.gateway.routes.sturdy.resilience.breaker.open=60s",
		"portfolio.gateway.routes.sturdy.response-timeout=5s", "portfolio.gateway.routes.narrow.paths=/narrow/**",
		"portfolio.gateway.routes.narrow.resilience.concurrent=1", "portfolio.gateway.routes.again.paths=/again/**",
		"portfolio.gateway.routes.poor.paths=/poor/**", "portfolio.gateway.routes.poor.resilience.retry.share=0",
		"portfolio.gateway.routes.poor.resilience.retry.per-second=0.000001",
		"portfolio.gateway.routes.poor.resilience.retry.burst=2",
		"portfolio.gateway.routes.poor.resilience.breaker.calls=1000",
		"portfolio.gateway.routes.twice.uri=http://twice", "portfolio.gateway.routes.twice.paths=/twice/**",
		"portfolio.gateway.routes.twice.hedging.samples=20", "portfolio.gateway.routes.twice.hedging.share=1",
		"portfolio.gateway.routes.patient.paths=/patient/**", "portfolio.gateway.routes.patient.response-timeout=20s",
		"portfolio.gateway.routes.patient.body-idle=200ms", "portfolio.gateway.routes.raw.paths=/raw/**",
		"portfolio.gateway.routes.raw.resilience.breaker.calls=1000" })
@Import(KeptSpans.class)
class ResilienceIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final Origin origin = new Origin("one");

	private static final Origin other = new Origin("other");

	private static final RawOrigin raw = new RawOrigin();

	private static final Queue<BreakerChanged> changes = new ConcurrentLinkedQueue<>();

	@LocalServerPort
	private int port;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private AtomicBoolean broken;

	@Autowired
	private KeptSpans spans;

	private WebClient http;

	@DynamicPropertySource
	static void origins(DynamicPropertyRegistry properties) {
		for (var route : List.of("frail", "sturdy", "narrow", "again", "poor", "patient")) {
			properties.add("portfolio.gateway.routes.%s.uri".formatted(route), origin::uri);
		}
		properties.add("portfolio.gateway.routes.raw.uri", raw::uri);
		properties.add("portfolio.services.twice", () -> origin.uri() + "," + other.uri());
	}

	@BeforeEach
	void openClient() {
		this.http = WebClient.create("http://127.0.0.1:" + this.port);
	}

	@AfterEach
	void nothingIsLeftOpen() {
		origin.reset();
		other.reset();
		await().untilAsserted(() -> assertThat(this.meters.find("reactor.netty.connection.provider.active.connections")
			.gauges()
			.stream()
			.mapToDouble(Gauge::value)
			.sum()).isZero());
	}

	@AfterAll
	static void stopOrigins() {
		Stream.of(origin, other, raw).forEach(ResilienceIntegrationTests::close);
	}

	@Test
	void anAnswerMayTakeLongerToBeginThanToGoOn() {
		origin.behaves((_, response) -> Mono.delay(Duration.ofSeconds(1))
			.then(Mono.defer(() -> response.sendString(Mono.just("late")).then())));
		assertThat(get("/patient/a").status()).isEqualTo(200);
		assertThat(get("/patient/a").body()).isEqualTo("late");
	}

	@Test
	void leavesAServiceAloneThatFailsAndTriesAgainLater() {
		origin.behaves((_, response) -> Origin.status(response, 500));
		changes.clear();
		assertThat(IntStream.range(0, 4).mapToObj((_) -> get("/frail/a").status())).containsOnly(500);
		var refused = get("/frail/a");
		assertThat(refused.status()).isEqualTo(503);
		assertThat(refused.body()).contains("problems/service-unavailable");
		assertThat(refused.headers().getFirst("Retry-After")).isIn("1", "2");
		assertThat(told(refused)).containsEntry("portfolio.refused", "breaker");
		assertThat(origin.requests()).hasSize(4);
		origin.behaves(origin::tell);
		await().until(() -> get("/frail/a").status() == 200);
		assertThat(changes).extracting(BreakerChanged::to).containsExactly("OPEN", "HALF_OPEN", "CLOSED");
		assertThat(changes).extracting(BreakerChanged::service).containsOnly("frail");
	}

	@Test
	void leavesAServiceAloneAgainWhoseTrialFails() {
		origin.behaves((_, response) -> Origin.status(response, 500));
		changes.clear();
		await().until(() -> {
			get("/frail/a");
			return changes.stream().map(BreakerChanged::to).toList().equals(List.of("OPEN", "HALF_OPEN", "OPEN"));
		});
		origin.behaves(origin::tell);
		await().until(() -> get("/frail/a").status() == 200);
	}

	@Test
	void doesNotCountWhatClientsDoWrong() {
		origin.behaves((_, response) -> Origin.status(response, 404));
		assertThat(IntStream.range(0, 8).mapToObj((_) -> get("/sturdy/a").status())).containsOnly(404);
	}

	@Test
	void doesNotCountAServiceThatAsksToComeBack() {
		origin.behaves((_, response) -> Origin.status(response.header("Retry-After", "5"), 503));
		assertThat(IntStream.range(0, 8).mapToObj((_) -> get("/sturdy/a").headers().getFirst("Retry-After")))
			.containsOnly("5");
		assertThat(origin.requests()).hasSize(8);
	}

	@Test
	void doesNotCountClientsThatGaveTooLittleTime() {
		for (int i = 0; i < 8; i++) {
			var answer = send(this.http.get().uri("/sturdy/slow").header("Request-Timeout-Ms", "20"));
			assertThat(answer.status()).isEqualTo(504);
			assertThat(answer.body()).contains("problems/deadline-passed");
		}
		assertThat(get("/sturdy/a").status()).isEqualTo(200);
	}

	@Test
	void doesNotCountClientsThatLeave() {
		for (int i = 0; i < 8; i++) {
			var seen = origin.requests().size();
			var client = this.http.get().uri("/sturdy/slow").retrieve().toBodilessEntity().subscribe();
			await().until(() -> origin.requests().size() > seen);
			client.dispose();
		}
		await().until(() -> origin.abandoned() == 8);
		assertThat(get("/sturdy/a").status()).isEqualTo(200);
	}

	@Test
	void refusesWhatHasToWaitForAPlace() {
		var first = this.http.get().uri("/narrow/slow").retrieve().toBodilessEntity().subscribe();
		await().until(() -> origin.requests().contains("GET /narrow/slow"));
		var refused = get("/narrow/a");
		assertThat(refused.status()).isEqualTo(503);
		assertThat(refused.headers().getFirst("Retry-After")).isEqualTo("1");
		assertThat(told(refused)).containsEntry("portfolio.refused", "limit");
		assertThat(origin.requests()).hasSize(1);
		first.dispose();
		await().until(() -> get("/narrow/a").status() == 200);
	}

	@Test
	void passesStreamsThroughAsTheyComeAndKeepsNoPlaceForThem() {
		var events = Sinks.many().unicast().<String>onBackpressureBuffer();
		origin.behaves((_, response) -> response.sse().sendString(events.asFlux().map("data: %s\n\n"::formatted)));
		var stream = this.http.get()
			.uri("/narrow/stream")
			.accept(MediaType.TEXT_EVENT_STREAM)
			.retrieve()
			.bodyToFlux(String.class);
		StepVerifier.create(stream).then(() -> events.tryEmitNext("one")).expectNext("one").then(() -> {
			origin.behaves(origin::tell);
			assertThat(get("/narrow/a").status()).isEqualTo(200);
		}).then(() -> events.tryEmitNext("two")).expectNext("two").thenCancel().verify(LIMIT);
		await().until(() -> events.currentSubscriberCount() == 0);
	}

	@Test
	void triesAReadAgain() {
		failOnce(503);
		assertThat(get("/again/a").status()).isEqualTo(200);
		assertThat(origin.requests()).hasSize(2);
	}

	@Test
	void triesAReadAgainThatWasCutOff() {
		origin.behaves((request, response) -> {
			origin.behaves(origin::tell);
			return response.withConnection((connection) -> connection.dispose()).then();
		});
		assertThat(get("/again/a").status()).isEqualTo(200);
		assertThat(origin.requests()).hasSize(2);
	}

	@Test
	void doesNotAskAServiceAgainThatWantsToBeLeftAlone() {
		origin.behaves((_, response) -> Origin.status(response.header("Retry-After", "5"), 503));
		assertThat(get("/again/a").status()).isEqualTo(503);
		assertThat(origin.requests()).hasSize(1);
	}

	@Test
	void triesNoWriteAgain() {
		failOnce(503);
		assertThat(send(this.http.post().uri("/again/a").bodyValue("once")).status()).isEqualTo(503);
		assertThat(origin.requests()).hasSize(1);
	}

	@Test
	void triesAgainOnlyWhatItsBudgetAllows() {
		origin.behaves((_, response) -> Origin.status(response, 502));
		assertThat(IntStream.range(0, 5).mapToObj((_) -> get("/poor/a").status())).containsOnly(502);
		assertThat(origin.requests()).hasSize(7);
	}

	@Test
	void asksAnotherReplicaWhereOneTakesItsTime() {
		warmUp();
		origin.reset();
		origin.behaves((_, response) -> Origin.never(response));
		assertThat(IntStream.range(0, 6).mapToObj((_) -> get("/twice/a").headers().getFirst("Origin-Name")))
			.containsOnly("other");
		await().untilAsserted(() -> assertThat(origin.abandoned()).isEqualTo(origin.requests().size()));
		assertThat(origin.requests()).isNotEmpty();
		assertThat(this.meters.counter("portfolio.hedging.won", "route", "twice").count()).isPositive();
	}

	@Test
	void asksOnceForWhatIsNoRead() {
		warmUp();
		Stream.of(origin, other).forEach((replica) -> {
			replica.reset();
			replica.behaves((_, response) -> response.status(202)
				.sendString(Mono.just("done").delayElement(Duration.ofMillis(300))));
		});
		assertThat(send(this.http.post().uri("/twice/a").header("Idempotency-Key", "\"a\"").bodyValue("once")).status())
			.isEqualTo(202);
		assertThat(origin.requests().size() + other.requests().size()).isOne();
	}

	@Test
	void tellsServicesHowMuchTimeIsLeft() {
		assertThat(
				Integer.parseInt(String.valueOf(get("/again/a").headers().getFirst("Origin-Got-Request-Timeout-Ms"))))
			.isBetween(1, 3000);
		var hurried = send(this.http.get().uri("/again/a").header("Request-Timeout-Ms", "2000"));
		assertThat(Integer.parseInt(String.valueOf(hurried.headers().getFirst("Origin-Got-Request-Timeout-Ms"))))
			.isBetween(1, 2000);
		var patient = send(this.http.get().uri("/again/a").header("Request-Timeout-Ms", "200000"));
		assertThat(Integer.parseInt(String.valueOf(patient.headers().getFirst("Origin-Got-Request-Timeout-Ms"))))
			.isBetween(1, 3000);
	}

	@Test
	void stopsTheWorkWhenTheClientsTimeIsOver() {
		var answer = send(this.http.get().uri("/again/slow").header("Request-Timeout-Ms", "200"));
		assertThat(answer.status()).isEqualTo(504);
		await().until(() -> origin.abandoned() == 1);
	}

	@Test
	void tellsTheServiceThatTheClientIsGone() {
		Disposable client = this.http.get().uri("/again/slow").retrieve().toBodilessEntity().subscribe();
		await().until(() -> !origin.requests().isEmpty());
		client.dispose();
		await().until(() -> origin.abandoned() == 1);
	}

	@Test
	void tellsTheServiceThatTheClientIsGoneFromTheMiddleOfABody() {
		origin.behaves((_, response) -> response
			.sendString(Flux.interval(Duration.ofMillis(10)).onBackpressureDrop().map("%d\n"::formatted)));
		StepVerifier.create(this.http.get().uri("/again/a").retrieve().bodyToFlux(String.class).take(3))
			.expectNextCount(3)
			.expectComplete()
			.verify(LIMIT);
		await().until(() -> origin.abandoned() == 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\nContent-Length: 10\nETag: \"a\"\n\nhalf",
			"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nETag: \"a\"\n\n4\nhalf\n" })
	void neverMakesAWholeOfAHalf(String answer) throws InterruptedException {
		raw.answers(answer);
		try (var client = HttpClient.newHttpClient()) {
			var response = client
				.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/raw/a".formatted(this.port)))
					.timeout(LIMIT)
					.build(), HttpResponse.BodyHandlers.ofString());
			// where nothing was sent yet
			assertThat(response.statusCode()).isBetween(502, 503);
			assertThat(response.body()).contains("problems/");
		}
		catch (IOException _) {
			// broken off as the origin did
		}
	}

	@Test
	void keepsNothingOfAnAnswerWhoseBodyNeverBegan() {
		raw.answers("HTTP/1.1 200 OK\nContent-Length: 10\nETag: \"a\"\nCache-Control: public, max-age=60\n\n");
		var answer = get("/raw/a");
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.headers().getFirst("Cache-Control")).isEqualTo("no-store");
		assertThat(answer.headers().getFirst("ETag")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense\n\n", "HTTP/1.1 200 OK\nB\u0001d: x\nContent-Length: 0\n\n", "HTTP/1.1 OK\n\n",
			"HTTP/1.1 999 What\nContent-Length: 0\n\n", "HTTP/1.1 200 OK\nContent-Length: 1\nContent-Length: 2\n\nab" })
	void answersForAServiceThatSpeaksNoHttp(String answer) {
		raw.answers(answer);
		var got = get("/raw/a");
		assertThat(got.status()).isEqualTo(502);
		assertThat(got.headers().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(got.body()).contains("problems/bad-gateway");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "HTTP/1.1 200", "nonsense\n\n", "HTTP/1.1 200 OK\nB\u0001d: x\nContent-Length: 0\n\n",
			"HTTP/1.1 200 OK\nContent-Length: 1\nContent-Length: 2\n\nab" })
	void keepsNoConnectionOnWhichNoAnswerCame(String answer) {
		raw.answersAndStays(answer);
		int before = raw.met();
		var got = send(this.http.get().uri("/raw/a").header("Request-Timeout-Ms", "300"));
		assertThat(got.status()).isIn(502, 504);
		assertThat(raw.met()).isGreaterThan(before);
		await().atMost(LIMIT).untilAsserted(() -> assertThat(raw.open()).isZero());
	}

	@Test
	void keepsNoConnectionToWhoStopsInTheMiddleOfABody() {
		raw.answersAndStays("HTTP/1.1 200 OK\nContent-Length: 10\nCache-Control: no-store\n\nhalf");
		Disposable client = this.http.get().uri("/raw/a").retrieve().toBodilessEntity().subscribe((_) -> {
		}, (_) -> {
		});
		await().atMost(LIMIT).until(() -> raw.open() == 1);
		client.dispose();
		await().atMost(LIMIT).untilAsserted(() -> assertThat(raw.open()).isZero());
	}

	@Test
	void keepsWhatIsMeantForTheNextHopOnly() {
		var answer = send(this.http.get()
			.uri("/again/a")
			.header("X-Forwarded-For", "10.0.0.1")
			.header("Forwarded", "for=10.0.0.1")
			.header("TE", "trailers")
			.header("X-Kept", "kept"));
		assertThat(answer.headers().getFirst("Origin-Got-X-Kept")).isEqualTo("kept");
		assertThat(answer.headers().headerNames()).doesNotContain("Origin-Got-Forwarded", "Origin-Got-TE");
		assertThat(answer.headers().getFirst("Origin-Got-host")).isEqualTo(origin.uri().getAuthority());
	}

	@Test
	void asksForAHeadWhereAClientDoes() {
		origin.behaves((_, response) -> response.header("Content-Length", "1234").send());
		var answer = send(this.http.head().uri("/again/a").header("Cache-Control", "no-store"));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.headers().getContentLength()).isEqualTo(1234);
		assertThat(origin.requests()).containsExactly("HEAD /again/a");
	}

	@Test
	void sendsAgainUnderItsKeyWhatChangesSomething() {
		failOnce(503);
		var answer = send(this.http.post().uri("/again/a").header("Idempotency-Key", "\"a\"").bodyValue("the same"));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("the same");
		assertThat(origin.requests()).containsExactly("POST /again/a", "POST /again/a");
	}

	@Test
	void sendsAgainWhatFoundItsConnectionClosed() {
		get("/again/a");
		origin.requests().clear();
		this.broken.set(true);
		var answer = send(this.http.post().uri("/again/a").header("Idempotency-Key", "\"a\"").bodyValue("the same"));
		assertThat(this.broken).isFalse();
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("the same");
	}

	@Test
	void tellsWhatCannotBeSentAgainThatTheServiceIsNotThere() {
		this.broken.set(true);
		var answer = send(this.http.post().uri("/again/a").bodyValue("once"));
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.body()).contains("problems/service-unavailable");
	}

	private void failOnce(int status) {
		origin.behaves((_, response) -> {
			origin.behaves(origin::tell);
			return Origin.status(response, status);
		});
	}

	private void warmUp() {
		for (int i = 0; i < 64; i++) {
			assertThat(get("/twice/a").status()).isEqualTo(200);
		}
	}

	@Test
	void saysOfWhatItShowsInsteadWhyNobodyWasAsked() {
		origin.behaves((_, response) -> response.header("Cache-Control", "public, max-age=0, stale-if-error=600")
			.header("ETag", "\"one\"")
			.header("Content-Length", "4")
			.sendString(Mono.just("kept")));
		var fresh = get("/frail/kept");
		assertThat(told(fresh)).doesNotContainKey("portfolio.refused").containsKey("portfolio.cache");
		origin.behaves((_, response) -> Origin.status(response, 500));
		await().until(() -> get("/frail/a").status() == 503);
		// not one that is shown without asking, so soon after a failure
		var kept = Awaitility.await()
			.atMost(LIMIT)
			.until(() -> get("/frail/kept"),
					(answer) -> String.valueOf(answer.headers().getFirst("traceresponse")).endsWith("-01")
							&& "breaker".equals(told(answer).get("portfolio.refused")));
		assertThat(kept.status()).isEqualTo(200);
		assertThat(kept.body()).isEqualTo("kept");
		origin.behaves(origin::tell);
		await().until(() -> get("/frail/a").status() == 200);
	}

	@Test
	void saysThatAnAnswerIsAStream() {
		origin.behaves((_, response) -> response.sse()
			.sendString(Flux.concat(Flux.just("data: begun\n\n"), Flux.<String>never())));
		var trace = this.http.get()
			.uri("/again/stream")
			.exchangeToFlux((response) -> response.bodyToFlux(DataBuffer.class)
				.doOnNext(DataBufferUtils::release)
				.map((_) -> String.valueOf(response.headers().asHttpHeaders().getFirst("traceresponse"))))
			.blockFirst(LIMIT);
		assertThat(this.spans.ofRequest(trace)).containsEntry("portfolio.stream", "true");
		origin.behaves(origin::tell);
		assertThat(told(get("/again/a"))).doesNotContainKeys("portfolio.stream", "portfolio.refused",
				"portfolio.chaos");
	}

	private Map<String, String> told(Answer answer) {
		return this.spans.ofRequest(String.valueOf(answer.headers().getFirst("traceresponse")));
	}

	private Answer get(String path) {
		return send(this.http.get().uri(path));
	}

	private static Answer send(WebClient.RequestHeadersSpec<?> request) {
		return request
			.exchangeToMono((response) -> response.bodyToMono(String.class)
				.defaultIfEmpty("")
				.map((body) -> new Answer(response.statusCode().value(), response.headers().asHttpHeaders(), body)))
			.blockOptional(LIMIT)
			.orElseThrow();
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20));
	}

	private static void close(AutoCloseable origin) {
		try {
			origin.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	record Answer(int status, HttpHeaders headers, String body) {
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Timeline {

		@EventListener
		void on(BreakerChanged change) {
			changes.add(change);
		}

	}

	/** A service that goes away between the choice of a connection and its use. */
	@TestConfiguration(proxyBeanMethods = false)
	static class BrokenConnections {

		@Bean
		AtomicBoolean broken() {
			return new AtomicBoolean();
		}

		@Bean
		HttpClientCustomizer breakingConnections(AtomicBoolean broken) {
			return (http) -> http.doOnRequest((_, connection) -> {
				if (broken.compareAndSet(true, false)) {
					connection.channel().close();
				}
			});
		}

	}

}
