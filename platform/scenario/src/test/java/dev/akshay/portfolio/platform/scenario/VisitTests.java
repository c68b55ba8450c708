package dev.akshay.portfolio.platform.scenario;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.akshay.portfolio.platform.scenario.Scenario.Breakage;
import dev.akshay.portfolio.platform.scenario.Scenario.Expectation;
import dev.akshay.portfolio.platform.scenario.Scenario.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class VisitTests {

	private static final Breakage BROKEN = new Breakage("website", "latency", 5, 0.5);

	private final Queue<String> asked = new ConcurrentLinkedQueue<>();

	private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

	private volatile int ordering = 201;

	private HttpServer site;

	@BeforeEach
	void open() throws IOException {
		this.site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.site.setExecutor(this.workers);
		this.site.createContext("/", this::answer);
		this.site.start();
	}

	@AfterEach
	void close() {
		this.site.stop(0);
		this.workers.close();
	}

	private void answer(HttpExchange exchange) throws IOException {
		String cookie = exchange.getRequestHeaders().getFirst("Cookie");
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		this.asked.add("%s %s %s%s".formatted(exchange.getRequestMethod(), exchange.getRequestURI(), cookie, body));
		int status = switch (exchange.getRequestMethod()) {
			case "POST" -> this.ordering;
			case "DELETE" -> 204;
			default -> (cookie != null) ? 503 : 200;
		};
		if (status == 201) {
			exchange.getResponseHeaders().set("Set-Cookie", "chaos=secret; Path=/; HttpOnly");
		}
		if (status == 503) {
			exchange.getResponseHeaders().set("Chaos-Fault", "latency");
		}
		if (exchange.getRequestURI().getPath().equals("/gone")) {
			exchange.close();
			return;
		}
		exchange.sendResponseHeaders(status, -1);
		exchange.close();
	}

	@Test
	void breaksReadsMendsAndJudges() throws InterruptedException {
		Report report = make(scenario("/", new Step("calm", "Nothing.", 1, List.of(), List.of()),
				new Step("broken", "Late.", 1, List.of(BROKEN), expecting(Measure.STRUCK, 2)),
				new Step("mended", "Nothing.", 1, List.of(), expecting(Measure.ANSWERED, 100))));
		assertThat(report.holds()).isTrue();
		assertThat(report.outcomes()).extracting((outcome) -> outcome.answers().stream().map(Answer::status).toList())
			.containsExactly(List.of(200, 200), List.of(503, 503), List.of(200, 200));
		assertThat(this.asked).containsExactly("GET / null", "GET / null",
				"POST /api/live/chaos null{\"service\": \"website\", \"fault\": \"latency\", \"amount\": 5, "
						+ "\"probability\": 0.5, \"seconds\": 28}",
				"GET / chaos=secret", "GET / chaos=secret", "DELETE /api/live/chaos chaos=secret", "GET / null",
				"GET / null");
	}

	@Test
	void countsWhatNeverCame() throws InterruptedException {
		Report report = make(
				scenario("/gone", new Step("calm", "Nothing.", 1, List.of(), expecting(Measure.ANSWERED, 1))));
		assertThat(report.holds()).isFalse();
		assertThat(report.outcomes().getFirst().answers()).extracting(Answer::status).containsExactly(0, 0);
	}

	@Test
	void saysWhatCannotBeBroken() {
		this.ordering = 429;
		assertThatExceptionOfType(ScenarioFailed.class)
			.isThrownBy(() -> make(scenario("/", new Step("broken", "Late.", 1, List.of(BROKEN), List.of()))))
			.withMessageStartingWith("website cannot be broken: 429");
		assertThat(this.asked).hasSize(1);
	}

	@Test
	void mendsWhateverHappens() {
		Breakage other = new Breakage("observatory", "error", null, 1);
		this.site.createContext("/api/live/chaos", (exchange) -> {
			if (this.asked.size() > 1) {
				this.ordering = 429;
			}
			answer(exchange);
		});
		this.asked.add("first");
		assertThatExceptionOfType(ScenarioFailed.class)
			.isThrownBy(() -> make(scenario("/", new Step("broken", "Late.", 1, List.of(BROKEN, other), List.of()))));
		assertThat(this.asked).last().isEqualTo("DELETE /api/live/chaos chaos=secret");
	}

	private Report make(Scenario scenario) throws InterruptedException {
		URI address = URI.create("http://127.0.0.1:%d/".formatted(this.site.getAddress().getPort()));
		try (Visit visit = new Visit(address, (_) -> {
		})) {
			return visit.make(scenario);
		}
	}

	private static Scenario scenario(String path, Step... steps) {
		return new Scenario("slow", "Slow", "It stays.", List.of(path), 2, List.of(steps));
	}

	private static List<Expectation> expecting(Measure measure, int bound) {
		return List.of(new Expectation(measure, bound, List.of()));
	}

}
