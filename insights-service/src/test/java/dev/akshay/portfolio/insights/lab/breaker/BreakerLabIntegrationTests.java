package dev.akshay.portfolio.insights.lab.breaker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.akshay.portfolio.insights.lab.LabTest;
import dev.akshay.portfolio.insights.lab.LabVisitor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** With a gateway that says what it is told to say. */
@LabTest
class BreakerLabIntegrationTests {

	private static final String COOKIE = "chaos=secret";

	private static final Duration BROKEN_FOR = Duration.ofMillis(500);

	private static final Queue<String> orders = new ConcurrentLinkedQueue<>();

	private static final AtomicInteger refusals = new AtomicInteger();

	private static final AtomicInteger mended = new AtomicInteger();

	private static final AtomicInteger answeredWhileBroken = new AtomicInteger();

	private static final AtomicInteger answeredAfterwards = new AtomicInteger();

	private static final AtomicInteger statusWhileBroken = new AtomicInteger();

	private static final AtomicReference<Instant> brokenUntil = new AtomicReference<>();

	private static final DisposableServer gateway = HttpServer.create()
		.host("127.0.0.1")
		.route((routes) -> routes.post("/api/live/chaos", BreakerLabIntegrationTests::order)
			.delete("/api/live/chaos", (request, response) -> {
				if (isHers(request)) {
					mended.incrementAndGet();
				}
				return response.status(204).send();
			})
			.get("/api/projects", BreakerLabIntegrationTests::read))
		.bindNow();

	@Autowired
	private LabVisitor visitor;

	@DynamicPropertySource
	static void suite(DynamicPropertyRegistry properties) {
		properties.add("portfolio.services.gateway", () -> "http://127.0.0.1:" + gateway.port());
	}

	@AfterAll
	static void close() {
		gateway.disposeNow();
	}

	@BeforeEach
	void nothingIsBroken() {
		orders.clear();
		refusals.set(0);
		mended.set(0);
		answeredWhileBroken.set(0);
		answeredAfterwards.set(0);
		statusWhileBroken.set(200);
		brokenUntil.set(Instant.MAX);
	}

	@Test
	void showsWhatTheBreakerDoesAndThatEverybodyIsAnswered() {
		var report = report();
		assertThat(report.path("verdict").asString()).isIn("confirmed", "refuted");
		assertThat(holds(report, "answered")).isTrue();
		assertThat(holds(report, "opened-and-closed")).isTrue();
		assertThat(report.path("changes").valueStream().map((change) -> change.path("state").asString()))
			.startsWith("closed", "open")
			.contains("half-open")
			.endsWith("closed");
		assertThat(report.path("brokenAt").asLong()).isGreaterThanOrEqualTo(400);
		assertThat(report.path("mendedAt").asLong()).isGreaterThan(report.path("brokenAt").asLong());
		var counts = report.path("counts");
		assertThat(counts.path("requests").asInt()).isEqualTo(report.path("answers").size());
		assertThat(counts.path("kept").asInt()).isEqualTo(answeredWhileBroken.get());
		assertThat(counts.path("atLimit").asInt()).isEqualTo(1);
		assertThat(counts.path("byBreaker").asInt()).isEqualTo(answeredWhileBroken.get() - 1);
		assertThat(orders).satisfiesExactly((staying) -> assertThat(staying).contains("\"contact-service\""),
				(breaking) -> assertThat(breaking).contains("\"projects-service\"", "\"latency\"", "\"seconds\":4"));
		Awaitility.await().atMost(LabVisitor.PATIENCE).until(() -> mended.get() == 1);
	}

	@Test
	void isRefutedWhereSomebodyGetsNothing() {
		statusWhileBroken.set(503);
		var report = report();
		assertThat(holds(report, "answered")).isFalse();
		assertThat(report.path("verdict").asString()).isEqualTo("refuted");
		assertThat(report.path("counts").path("nothing").asInt()).isEqualTo(answeredWhileBroken.get());
	}

	@Test
	void waitsAsItIsToldWhereSheOrdersTooOften() {
		refusals.set(1);
		assertThat(holds(report(), "opened-and-closed")).isTrue();
		assertThat(orders).hasSize(2);
	}

	@Test
	void hasNoVerdictWhereNothingMayBeBroken() {
		refusals.set(2);
		var run = this.visitor.await(start(), "failed");
		assertThat(run.path("failure").asString()).contains("says nothing about the hypothesis");
		assertThat(orders).isEmpty();
	}

	private String start() {
		return this.visitor.start("breaker", """
				{"perSecond": 20, "seconds": 4}""");
	}

	private JsonNode report() {
		return this.visitor.await(start(), "done").path("report");
	}

	private static boolean holds(JsonNode report, String claim) {
		return report.path("claims")
			.valueStream()
			.filter((one) -> one.path("name").asString().equals(claim))
			.findFirst()
			.orElseThrow()
			.path("holds")
			.asBoolean();
	}

	private static boolean isHers(HttpServerRequest request) {
		return List.of(request.requestHeaders().get("Cookie", "").split("; ")).contains(COOKIE);
	}

	private static Publisher<Void> order(HttpServerRequest request, HttpServerResponse response) {
		if (refusals.getAndUpdate((left) -> Math.max(0, left - 1)) > 0) {
			return response.status(429).header("Retry-After", "1").send();
		}
		return request.receive().aggregate().asString().flatMap((order) -> {
			orders.add(order);
			var now = Instant.now();
			if (isHers(request)) {
				brokenUntil.set(now.plus(BROKEN_FOR));
			}
			return response.status(201)
				.header("Set-Cookie", COOKIE + "; Path=/; HttpOnly")
				.header("Content-Type", "application/json")
				.sendString(Mono.just("""
						{"mine": [{"service": "contact-service", "endsAt": "%s"},
							{"service": "projects-service", "endsAt": "%s"}], "others": [], "now": "%s"}"""
					.formatted(now.plusSeconds(90), now.plus(BROKEN_FOR), now)))
				.then();
		});
	}

	private static Publisher<Void> read(HttpServerRequest request, HttpServerResponse response) {
		if (!isHers(request)) {
			return response.sendString(Mono.just("[]"));
		}
		var until = brokenUntil.get();
		if (until.equals(Instant.MAX)) {
			return answer(response, "gateway; fwd=bypass; fwd-status=304; detail=chaos", "closed");
		}
		// what is kept until it was seen twice, however slow this machine is
		if (Instant.now().isBefore(until) || answeredWhileBroken.get() < 2) {
			var first = answeredWhileBroken.getAndIncrement() == 0;
			return answer(response.status(statusWhileBroken.get()),
					"gateway; fwd=bypass; fwd-status=503; detail=stale-if-error",
					first ? "closed; refused=limit" : "open; refused=breaker");
		}
		return answer(response, "gateway; fwd=bypass; fwd-status=304; detail=chaos",
				(answeredAfterwards.getAndIncrement() == 0) ? "half-open" : "closed");
	}

	private static Publisher<Void> answer(HttpServerResponse response, String cacheStatus, String breaker) {
		return response.header("Cache-Status", cacheStatus)
			.header("Chaos-Breaker", breaker)
			.sendString(Mono.just("[]"));
	}

}
