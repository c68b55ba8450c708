package dev.akshay.portfolio.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.akshay.portfolio.platform.postgres.Sweep;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** How much all visitors together may break, and which share of it one of them may. */
@TestPropertySource(properties = { "portfolio.gateway.chaos.faults=3", "portfolio.gateway.chaos.network-faults=2",
		"portfolio.gateway.chaos.in-flight=3", "portfolio.gateway.chaos.network-in-flight=2",
		"portfolio.gateway.chaos.visitor-in-flight=2" })
@Import(KeptSpans.class)
class ChaosBudgetIntegrationTests extends OwnerTest {

	private static final String[] NEAR = { "X-Forwarded-For", "192.0.2.10" };

	private static final String[] FAR = { "X-Forwarded-For", "198.51.100.10" };

	@Autowired
	private KeptSpans spans;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private Sweep sweep;

	@BeforeEach
	void nothingIsBroken() {
		sql("delete from chaos_fault");
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> json(get("/api/live/chaos")).path("others").isEmpty());
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> this.meters.get("portfolio.chaos.in.flight").gauge().value() == 0);
	}

	@Test
	void isNotOverspentByManyAtOnce() {
		var answers = IntStream.range(0, 12).parallel().mapToObj((_) -> order("website", "error", 60)).toList();
		assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201, 429);
		assertThat(answers).filteredOn((answer) -> answer.statusCode() == 201).hasSize(3);
		assertThat(sql("select place from chaos_fault order by place")).isEqualTo(List.of("1", "2", "3"));
		var refused = answers.stream().filter((answer) -> answer.statusCode() == 429).findFirst().orElseThrow();
		assertProblem(refused, 429, "chaos-budget-spent");
		assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow())).isBetween(1, 62);
		assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
		assertThat(this.spans.ofRequest(refused.headers().firstValue("traceresponse").orElseThrow()))
			.containsEntry("portfolio.refused", "chaos-places");
	}

	@Test
	void forgetsWhereWasOrderedWhatIsOverWhoeverTookTheOrder() {
		order("website", "error", 60, NEAR);
		sql("update chaos_fault set ends_at = now() - interval '1 minute'");
		// the gateway that took the order is gone
		this.sweep.once().block(Duration.ofMinutes(1));
		assertThat(sql("select network from chaos_fault")).isEmpty();
	}

	@Test
	void letsHerChangeWhatIsHersWhenItIsSpent() {
		var mine = cookie(order("website", "error", 60));
		order("website", "error", 60);
		order("website", "error", 60);
		assertThat(order("projects-service", "error", 60, "Cookie", mine).statusCode()).isEqualTo(429);
		assertThat(order("website", "abort", 60, "Cookie", mine).statusCode()).isEqualTo(201);
		send("DELETE", "/api/live/chaos", null, "Cookie", mine);
		assertThat(order("projects-service", "error", 60).statusCode()).isEqualTo(201);
	}

	@Test
	void isThereAgainWhenSomethingEnds() {
		for (var turn = 0; turn < 3; turn++) {
			order("website", "error", 1);
		}
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> order("website", "error", 60).statusCode() == 201);
	}

	@Test
	void isSharedOutByNetworks() {
		var answers = IntStream.range(0, 8).parallel().mapToObj((_) -> order("website", "error", 60, NEAR)).toList();
		assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201, 429);
		assertThat(answers).filteredOn((answer) -> answer.statusCode() == 201).hasSize(2);
		var refused = answers.stream().filter((answer) -> answer.statusCode() == 429).findFirst().orElseThrow();
		assertProblem(refused, 429, "chaos-network-spent");
		assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow())).isBetween(1, 62);
		assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
		assertThat(this.spans.ofRequest(refused.headers().firstValue("traceresponse").orElseThrow()))
			.containsEntry("portfolio.refused", "chaos-places");
		assertThat(order("website", "error", 60, FAR).statusCode()).isEqualTo(201);
		// now nobody finds a place, whatever is left of her network's
		assertProblem(order("website", "error", 60, FAR), 429, "chaos-budget-spent");
	}

	@Test
	void leavesWhatIsHersToHerWhenHerNetworkHasNoMore() {
		var mine = cookie(order("website", "error", 60, NEAR));
		assertThat(order("website", "error", 60, NEAR).statusCode()).isEqualTo(201);
		assertProblem(order("projects-service", "error", 60, near(mine)), 429, "chaos-network-spent");
		assertThat(order("website", "abort", 60, near(mine)).statusCode()).isEqualTo(201);
		assertThat(send("DELETE", "/api/live/chaos", null, near(mine)).statusCode()).isEqualTo(204);
		assertThat(order("projects-service", "error", 60, NEAR).statusCode()).isEqualTo(201);
	}

	@Test
	void countsNoNetworkForWhoeverAsksFromTheMachineItself() {
		assertThat(IntStream.range(0, 3).mapToObj((_) -> order("website", "error", 60).statusCode())).containsOnly(201);
		assertThat(sql("select network from chaos_fault")).containsOnly("null");
	}

	@Test
	void doesForSuchVisitorsNoMoreThanItMayAtATime() throws IOException {
		var mine = cookie(order("contact-service", "error", 60));
		var another = cookie(order("contact-service", "error", 60));
		var begun = new ArrayList<InputStream>();
		projects.behaves(ChaosBudgetIntegrationTests::beginForVisitors);
		try {
			begun.add(begun(0, "Cookie", mine));
			begun.add(begun(1, "Cookie", mine));
			// her own share first, of which the others know nothing
			var refused = get("/api/projects/other", "Cookie", mine);
			assertProblem(refused, 503, "too-much-to-do");
			assertThat(json(refused).path("detail").asString()).contains("your requests");
			assertThat(refused.headers().firstValue("Retry-After")).isPresent();
			assertThat(this.spans.ofRequest(refused.headers().firstValue("traceresponse").orElseThrow()))
				.containsEntry("portfolio.refused", "load")
				.containsEntry("portfolio.chaos", "true");
			begun.add(begun(2, "Cookie", another));
			var crowded = get("/api/projects/other", "Cookie", another);
			assertProblem(crowded, 503, "too-much-to-do");
			assertThat(json(crowded).path("detail").asString()).startsWith("Visitors who broke something");
			assertThat(get("/api/projects/other").statusCode()).isEqualTo(200);
			// what is broken is mended all the same
			assertThat(send("DELETE", "/api/live/chaos", null, "Cookie", another).statusCode()).isEqualTo(204);
		}
		finally {
			close(begun);
		}
		projects.reset();
		awaitPlaceFor("Cookie", mine);
	}

	@Test
	void doesForThoseOfOneNetworkNoMoreThanItMayAtATime() throws IOException {
		var mine = cookie(order("contact-service", "error", 60, NEAR));
		var another = cookie(order("contact-service", "error", 60, NEAR));
		var begun = new ArrayList<InputStream>();
		projects.behaves(ChaosBudgetIntegrationTests::beginForVisitors);
		try {
			begun.add(begun(0, near(mine)));
			begun.add(begun(1, near(another)));
			var refused = get("/api/projects/other", near(mine));
			assertProblem(refused, 503, "too-much-to-do");
			assertThat(json(refused).path("detail").asString()).startsWith("From your network");
			// the same visitor from another one
			begun.add(begun(2, "Cookie", mine));
		}
		finally {
			close(begun);
		}
		projects.reset();
		awaitPlaceFor(near(mine));
	}

	/** She is answered again, and not because her fault is over by now. */
	private void awaitPlaceFor(String... headers) {
		Awaitility.await().atMost(Duration.ofSeconds(45)).until(() -> {
			var answer = get("/api/projects/other", headers);
			return answer.statusCode() == 200 && answer.headers().firstValue("Chaos-Breaker").isPresent();
		});
	}

	@Test
	void streamsThatSheListensToTakeNoPlace() throws IOException {
		var mine = cookie(order("contact-service", "error", 60));
		projects.behaves((request, response) -> request.requestHeaders().contains("baggage")
				? response.sse().sendString(Flux.concat(Mono.just("data: one\n\n"), Mono.never()))
				: projects.tell(request, response));
		var streams = new ArrayList<InputStream>();
		try {
			for (var number = 0; number < 4; number++) {
				streams.add(begun(number, "Cookie", mine));
			}
		}
		finally {
			close(streams);
		}
		// and none of them gives one back twice
		projects.reset();
		doesForSuchVisitorsNoMoreThanItMayAtATime();
	}

	/** An answer that begins, and is worked on until whoever asked has gone. */
	private static Publisher<Void> beginForVisitors(HttpServerRequest request, HttpServerResponse response) {
		return request.requestHeaders().contains("baggage")
				? response.header("Content-Type", "text/plain")
					.send(ByteBufFlux.fromString(Flux.concat(Mono.just("data: one"), Mono.never())), (_) -> true)
				: projects.tell(request, response);
	}

	private InputStream begun(int number, String... headers) throws IOException {
		var answer = http()
			.sendAsync(request("/api/projects/" + number, headers), HttpResponse.BodyHandlers.ofInputStream())
			.join();
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(new String(answer.body().readNBytes(9), StandardCharsets.UTF_8)).isEqualTo("data: one");
		return answer.body();
	}

	private static void close(List<InputStream> answers) throws IOException {
		for (var answer : answers) {
			answer.close();
		}
	}

	private static String[] near(String cookie) {
		return new String[] { NEAR[0], NEAR[1], "Cookie", cookie };
	}

	private static String cookie(HttpResponse<String> ordered) {
		assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(201);
		return ordered.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
	}

	private HttpResponse<String> order(String service, String fault, int seconds, String... headers) {
		return send("POST", "/api/live/chaos",
				"{\"service\": \"%s\", \"fault\": \"%s\", \"seconds\": %d}".formatted(service, fault, seconds),
				headers);
	}

}
