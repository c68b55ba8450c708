package dev.akshay.portfolio.acceptance;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a visitor breaks is broken for her, and for nobody else. */
@WithSuite
class ChaosTests {

	private static final String CHAOS = "/api/live/chaos";

	private static final List<String> SERVICES = List.of("website", "profile-service", "projects-service",
			"insights-service", "contact-service", "observatory");

	/** Pages and APIs, what is kept and what is not, and what is not there. */
	private static final List<String> READ = List.of("/", "/projects/kodai", "/insights/the-tail-at-scale", "/contact",
			"/live", "/nothing", "/api/profile", "/api/projects", "/api/projects/kodai", "/api/insights",
			"/api/projects/nobody-has-this-name", "/api/contact/challenge", "/api/live/topology", "/feed.xml");

	private static final List<String> FAULTS = List.of("latency", "error", "abort", "slow-body");

	/** So many requests of others beside each kind of fault, and as many before it. */
	private static final int BLOCK = 252;

	/** A fault that reached others would cost them seconds, or a connection. */
	private static final int TIMES_AS_LONG = 5;

	private static final Duration NOISE = Duration.ofMillis(500);

	private final Suite suite;

	private String cookie = "chaos=none";

	ChaosTests(Suite suite) {
		this.suite = suite;
	}

	@BeforeEach
	void everybodyIsThere() {
		READ.forEach((path) -> await().atMost(Suite.LIMIT)
			.until(() -> this.suite.get(path, "Cache-Control", "no-store").statusCode() < 500));
	}

	@AfterEach
	void mend() {
		this.suite.send(this.suite.request(CHAOS, "Cookie", this.cookie).DELETE());
	}

	@Test
	void nobodyElseNoticesThatSheBreaksEverything() {
		var before = new Others();
		var during = new Others();
		var refused = metric("portfolio_breaker_refused_total");
		for (var fault : FAULTS) {
			before.read();
			SERVICES.forEach((service) -> order(service, fault));
			try (var her = new Her(this.cookie)) {
				await().atMost(Suite.LIMIT).until(() -> her.answers.size() > 10);
				during.read();
				assertThat(her.answers).as(fault).anyMatch(ChaosTests::wasAskedApart);
				assertThat(her.answers).as(fault).allSatisfy(ChaosTests::isHonest);
				System.out.printf("%s: she was answered %s%n", fault, her.answers.stream()
					.collect(Collectors.groupingBy(HttpResponse::statusCode, TreeMap::new, Collectors.counting())));
			}
			mend();
		}
		assertThat(during.statuses).isEqualTo(before.statuses);
		System.out.printf("p99 of others: %d ms before, %d ms meanwhile, of %d requests%n", before.p99().toMillis(),
				during.p99().toMillis(), during.took.size());
		assertThat(during.took).hasSizeGreaterThanOrEqualTo(1000);
		assertThat(during.p99()).isLessThan(before.p99().multipliedBy(TIMES_AS_LONG).plus(NOISE));
		assertThat(metric("portfolio_breaker_refused_total")).isEqualTo(refused);
		assertThat(metric("portfolio_breaker_open").values()).containsOnly(0.0);
		assertThat(live("/api/live/topology").path("edges")
			.valueStream()
			.map((edge) -> edge.path("breaker").asString("closed"))).doesNotContain("open");
	}

	/** Content, or a problem that says what it is. */
	private static void isHonest(HttpResponse<String> answer) {
		if (answer.statusCode() >= 500) {
			assertThat(answer.headers().firstValue("Content-Type").orElse(""))
				.matches("application/problem\\+json|text/html.*");
			assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
			assertThat(answer.statusCode()).isBetween(502, 504);
		}
	}

	private static boolean wasAskedApart(HttpResponse<String> answer) {
		return answer.headers().firstValue("Cache-Status").orElse("").contains("fwd=bypass");
	}

	@Test
	void showsHerWhatWasKeptAndSaysWhyWhereNothingWas() {
		this.suite.get("/projects/kodai");
		order("website", "error");
		order("projects-service", "error");
		order("observatory", "error");
		var kept = hers("/projects/kodai");
		assertThat(kept.statusCode()).isEqualTo(200);
		assertThat(kept.headers().firstValue("Cache-Status").orElseThrow()).contains("fwd-status=503",
				"stale-if-error");
		var nothing = hers("/api/live/topology");
		assertThat(nothing.statusCode()).isEqualTo(503);
		assertThat(nothing.body()).contains("problems/chaos-error");
		assertThat(nothing.headers().firstValue("Chaos-Fault")).contains("error");
	}

	@Test
	void reachesWhatAPageIsMadeOf() {
		this.suite.get("/");
		order("projects-service", "error");
		// the page could do without, but there is a whole one
		var page = hers("/");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.headers().firstValue("Cache-Status").orElseThrow()).contains("fwd-status=503",
				"stale-if-error");
		// one that was made for her alone
		assertThat(hers("/", "Cache-Control", "no-store").headers().firstValue("Cache-Control")).contains("no-store");
		assertThat(this.suite.get("/", "Cache-Control", "no-store").headers().firstValue("Cache-Control").orElse(""))
			.doesNotContain("no-store");
	}

	@Test
	void makesHerWaitAsLongAsSheOrdered() {
		order("projects-service", "latency");
		var begin = System.nanoTime();
		var answer = hers("/api/projects/kodai");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(1500));
	}

	@ParameterizedTest
	@ValueSource(strings = { "error", "abort" })
	void opensHerOwnBreaker(String fault) {
		var begin = Instant.now();
		order("contact-service", fault);
		await().atMost(Suite.LIMIT).until(() -> {
			IntStream.range(0, 12).parallel().forEach((_) -> hers("/api/contact/challenge"));
			return events("chaos-breaker").stream()
				.anyMatch((event) -> "contact-service open"
					.equals(event.path("subject").asString() + ' ' + event.path("state").asString())
						&& Instant.parse(event.path("at").asString()).isAfter(begin));
		});
		var refused = hers("/api/contact/challenge");
		assertThat(refused.statusCode()).isEqualTo(503);
		assertThat(this.suite.get("/api/contact/challenge").statusCode()).isEqualTo(200);
	}

	@Test
	void doesNothingForForgedOldOrForeignOrders() {
		var end = Instant.now().getEpochSecond() + 60;
		var baggage = "chaos=projects-service:error:0:100:%d/website:error:0:100:%d".formatted(end, end);
		order("projects-service", "error");
		var secret = this.cookie.substring("chaos=".length());
		for (var cookie : List.of("chaos=" + "A".repeat(43), "chaos=" + secret + ".website:error:0:100:" + end,
				"chaos=" + baggage.substring("chaos=".length()), "chaos=" + secret.substring(1) + "A")) {
			untouched("Cookie", cookie);
		}
		untouched("baggage", baggage);
		untouched("baggage", baggage, "Cache-Control", "no-store");
		assertThat(hers(notKept()).statusCode()).isEqualTo(503);
		mend();
		untouched("Cookie", this.cookie);
	}

	@Test
	void isOverWhenItsTimeIsAndToldAllAlong() {
		order("projects-service", "error", 2);
		assertThat(hers(notKept()).statusCode()).isEqualTo(503);
		assertThat(live(CHAOS).path("others").valueStream().map((fault) -> fault.path("service").asString()))
			.contains("projects-service");
		await().atMost(Suite.LIMIT).until(() -> hers(notKept()).statusCode() == 404);
		untouched("Cookie", this.cookie);
		order("insights-service", "error");
		mend();
		for (var type : List.of("chaos-ordered", "chaos-ended", "chaos-reset")) {
			await().atMost(Suite.LIMIT).untilAsserted(() -> assertThat(events(type)).isNotEmpty());
		}
	}

	/** Where nobody was before, so that there is nothing to show instead. */
	private static String notKept() {
		return "/api/projects/nobody-" + UUID.randomUUID();
	}

	private void untouched(String... headers) {
		for (var path : List.of("/", "/api/projects", "/api/projects/nobody-has-this-name")) {
			var answer = this.suite.get(path, headers);
			assertThat(answer.statusCode()).as(path).isIn(200, 404);
			assertThat(answer.headers().firstValue("Chaos-Fault")).as(path).isEmpty();
			assertThat(answer.headers().firstValue("Cache-Status").orElse("")).doesNotContain("bypass");
		}
	}

	private void order(String service, String fault) {
		order(service, fault, 120);
	}

	private void order(String service, String fault, int seconds) {
		var amount = switch (fault) {
			case "latency" -> "1500";
			case "slow-body" -> "1000";
			default -> "null";
		};
		var ordered = this.suite.post(CHAOS,
				"{\"service\": \"%s\", \"fault\": \"%s\", \"amount\": %s, \"probability\": 1, \"seconds\": %d}"
					.formatted(service, fault, amount, seconds),
				"Content-Type", "application/json", "Cookie", this.cookie);
		assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(201);
		this.cookie = ordered.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
	}

	private HttpResponse<String> hers(String path, String... headers) {
		var request = this.suite.request(path, "Cookie", this.cookie);
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		return this.suite.send(request);
	}

	private JsonNode live(String path) {
		return Suite.JSON.readTree(this.suite.get(path).body());
	}

	private List<JsonNode> events(String type) {
		return live("/api/live/events?type=" + type).path("events").valueStream().toList();
	}

	/** Of the gateway, by what it is about. */
	private Map<String, Double> metric(String name) {
		var address = URI.create(this.suite.process("gateway").path("managementUrl").asString())
			.resolve("/actuator/prometheus");
		return this.suite.send(HttpRequest.newBuilder(address))
			.body()
			.lines()
			.filter((line) -> line.startsWith(name + "{"))
			.collect(Collectors.toMap((line) -> line.substring(0, line.indexOf('}')),
					(line) -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
	}

	/** People who read, and what they were answered and when. */
	private final class Others {

		private final List<Duration> took = new ArrayList<>();

		private final Map<String, List<Integer>> statuses = new TreeMap<>();

		/** Every second request wants the newest version, as browsers do on reload. */
		void read() {
			for (int turn = 0; turn < BLOCK; turn++) {
				var path = READ.get(turn % READ.size());
				var request = ChaosTests.this.suite.request(path);
				if (turn / READ.size() % 2 == 1) {
					request.header("Cache-Control", "no-cache");
				}
				var begin = System.nanoTime();
				int status = ChaosTests.this.suite.send(request).statusCode();
				this.took.add(Duration.ofNanos(System.nanoTime() - begin));
				this.statuses.computeIfAbsent(path, (_) -> new ArrayList<>()).add(status);
			}
		}

		Duration p99() {
			var sorted = this.took.stream().sorted().toList();
			return sorted.get(sorted.size() * 99 / 100);
		}

	}

	/** The one who broke it all and goes on reading. */
	private final class Her implements AutoCloseable {

		private static final int AT_ONCE = 4;

		private final Queue<HttpResponse<String>> answers = new ConcurrentLinkedQueue<>();

		private final ExecutorService tabs = Executors.newVirtualThreadPerTaskExecutor();

		private final AtomicBoolean reading = new AtomicBoolean(true);

		private final String shown;

		Her(String shown) {
			this.shown = shown;
			for (int tab = 0; tab < AT_ONCE; tab++) {
				int first = tab;
				this.tabs.submit(() -> read(first));
			}
		}

		private void read(int first) {
			for (int turn = first; this.reading.get(); turn++) {
				this.answers.add(ChaosTests.this.suite
					.send(ChaosTests.this.suite.request(READ.get(turn % READ.size()), "Cookie", this.shown)));
			}
		}

		@Override
		public void close() {
			this.reading.set(false);
			this.tabs.close();
		}

	}

}
