package dev.akshay.portfolio.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** How much all visitors together may break. */
@TestPropertySource(properties = { "portfolio.gateway.chaos.faults=3", "portfolio.gateway.chaos.in-flight=2" })
@Import(KeptSpans.class)
class ChaosBudgetIntegrationTests extends OwnerTest {

	@Autowired
	private KeptSpans spans;

	@BeforeEach
	void nothingIsBroken() {
		sql("delete from chaos_fault");
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> json(get("/api/live/chaos")).path("others").isEmpty());
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
	void doesForSuchVisitorsNoMoreThanItMayAtATime() {
		var mine = cookie(order("contact-service", "error", 60));
		projects.behaves((request, response) -> request.requestHeaders().contains("baggage") ? Origin.never(response)
				: projects.tell(request, response));
		var waiting = IntStream.range(0, 2)
			.mapToObj((number) -> http().sendAsync(
					HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/projects/%d".formatted(port(), number)))
						.header("Cookie", mine)
						.build(),
					HttpResponse.BodyHandlers.ofString()))
			.toList();
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> projects.requests().size() >= 2);
		var refused = get("/api/projects/other", "Cookie", mine);
		assertProblem(refused, 503, "too-much-to-do");
		assertThat(this.spans.ofRequest(refused.headers().firstValue("traceresponse").orElseThrow()))
			.containsEntry("portfolio.refused", "load")
			.containsEntry("portfolio.chaos", "true");
		assertThat(get("/api/projects/other").statusCode()).isEqualTo(200);
		// what is broken is mended all the same
		assertThat(send("DELETE", "/api/live/chaos", null, "Cookie", mine).statusCode()).isEqualTo(204);
		assertThat(waiting).allSatisfy((answer) -> assertThat(answer.join().statusCode()).isEqualTo(504));
	}

	@Test
	void streamsThatSheListensToTakeNoPlace() throws IOException {
		var mine = cookie(order("contact-service", "error", 60));
		projects.behaves((request, response) -> request.requestHeaders().contains("baggage")
				? response.sse().sendString(Flux.concat(Mono.just("data: one\n\n"), Mono.never()))
				: projects.tell(request, response));
		var streams = new ArrayList<InputStream>();
		try {
			for (var number = 0; number < 3; number++) {
				var stream = http()
					.sendAsync(HttpRequest
						.newBuilder(URI.create("http://127.0.0.1:%d/api/projects/%d".formatted(port(), number)))
						.header("Cookie", mine)
						.timeout(Duration.ofMinutes(1))
						.build(), HttpResponse.BodyHandlers.ofInputStream())
					.join();
				streams.add(stream.body());
				assertThat(stream.statusCode()).isEqualTo(200);
				assertThat(new String(stream.body().readNBytes(9), StandardCharsets.UTF_8)).isEqualTo("data: one");
			}
		}
		finally {
			for (var stream : streams) {
				stream.close();
			}
		}
		// and none of them gives one back twice
		projects.reset();
		doesForSuchVisitorsNoMoreThanItMayAtATime();
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
