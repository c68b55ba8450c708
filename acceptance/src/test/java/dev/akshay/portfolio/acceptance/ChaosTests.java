package dev.akshay.portfolio.acceptance;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
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

	/**
	 * What an ordered latency amounts to, and so what one that reached others would cost.
	 */
	private static final Duration LATENCY = Duration.ofMillis(1500);

	/**
	 * So many requests of others beside each kind of fault, and as many before and behind
	 * it.
	 */
	private static final int BLOCK = 252;

	/**
	 * What 99 of 100 others may wait longer than in the slower calm beside it, besides
	 * what calm differs from calm. A fault costs six times as much.
	 */
	private static final Duration SHIFT = LATENCY.dividedBy(6);

	/**
	 * So many requests of all others may take as long as a fault makes them and be none:
	 * the machine may stand still for a moment.
	 */
	private static final int STRAYS = 2;

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

	/**
	 * Others read between faults and beside them, in turn. She reads all along, and past
	 * what is kept while nothing is broken, so that what differs is the faults alone and
	 * not the work that she makes.
	 */
	@Test
	void nobodyElseNoticesThatSheBreaksEverything() {
		var refused = metric("portfolio_breaker_refused_total");
		var calm = new ArrayList<>(List.of(besideHer("Cache-Control", "no-store")));
		var during = new LinkedHashMap<String, Others>();
		for (var fault : FAULTS) {
			during.put(fault, besideFault(fault));
			calm.add(besideHer("Cache-Control", "no-store"));
		}
		assertThat(during.values().stream().mapToInt((others) -> others.reads.size()).sum())
			.isGreaterThanOrEqualTo(1000);
		assertThat(calm).allSatisfy((others) -> assertThat(others.signs()).isEmpty());
		during.forEach((fault, others) -> {
			assertThat(others.signs()).as(fault).isEmpty();
			assertThat(others.statuses()).as(fault).isEqualTo(calm.getFirst().statuses());
		});
		areAnsweredAsWell(calm, during);
		// the machine's noise comes once, a fault that reaches others every time
		for (var fault : shifted(calm, during)) {
			var again = new ArrayList<>(List.of(besideHer("Cache-Control", "no-store")));
			var repeated = Map.of(fault, besideFault(fault));
			again.add(besideHer("Cache-Control", "no-store"));
			assertThat(shifted(again, repeated)).isEmpty();
		}
		assertThat(metric("portfolio_breaker_refused_total")).isEqualTo(refused);
		assertThat(metric("portfolio_breaker_open").values()).containsOnly(0.0);
		assertThat(live("/api/live/topology").path("edges")
			.valueStream()
			.map((edge) -> edge.path("breaker").asString("closed"))).doesNotContain("open");
	}

	private Others besideFault(String fault) {
		SERVICES.forEach((service) -> order(service, fault));
		try (var her = new Her(this.cookie)) {
			await().atMost(Suite.LIMIT).until(() -> her.answers.size() > 10);
			var others = new Others();
			assertThat(her.answers).as(fault).anyMatch(ChaosTests::wasAskedApart);
			assertThat(her.answers).as(fault).allSatisfy(ChaosTests::isHonest);
			System.out.printf("%s: she was answered %s%n", fault, her.answers.stream()
				.collect(Collectors.groupingBy(HttpResponse::statusCode, TreeMap::new, Collectors.counting())));
			return others;
		}
		finally {
			mend();
		}
	}

	private Others besideHer(String... headers) {
		try (var her = new Her(this.cookie, headers)) {
			await().atMost(Suite.LIMIT).until(() -> her.answers.size() > 10);
			return new Others();
		}
	}

	/**
	 * All that is compared was measured within the same minutes on the same machine,
	 * whose pace does not matter then: what calm blocks differ by among themselves is its
	 * noise. Three faults that reached others would be too many.
	 * @param calm the blocks before the first fault, between faults, and behind the last
	 * @param during one block for each fault
	 */
	private static void areAnsweredAsWell(List<Others> calm, Map<String, Others> during) {
		var typical = Others.median(calm.stream().flatMap((others) -> others.reads.stream()).toList());
		var calmLong = calm.stream().mapToLong(Others::asLongAsAFault).sum();
		var duringLong = during.values().stream().mapToLong(Others::asLongAsAFault).sum();
		var calmStandIns = calm.stream().mapToLong(Others::standIns).sum();
		var duringStandIns = during.values().stream().mapToLong(Others::standIns).sum();
		System.out.printf(
				"others in calm: half of them within %d ms, p99 of blocks of %d %s ms; %d as long as a fault, "
						+ "%d stand-ins%n",
				typical.toMillis(), BLOCK, calm.stream().map((others) -> others.p99().toMillis()).toList(), calmLong,
				calmStandIns);
		during.forEach((fault, others) -> System.out.printf(
				"others during %s: half of them within %d ms, p99 %d ms, "
						+ "longest %d ms, %d as long as a fault, %d stand-ins%n",
				fault, Others.median(others.reads).toMillis(), others.p99().toMillis(), others.longest().toMillis(),
				others.asLongAsAFault(), others.standIns()));
		// a machine on which calm is as slow as a fault tells by chance how often
		assertThat(duringLong).as("as long as a fault takes").isLessThanOrEqualTo(2 * calmLong + STRAYS);
		assertThat(duringStandIns).as("what was kept, or a part of a page")
			.isLessThanOrEqualTo(2 * calmStandIns + STRAYS);
	}

	/** The faults beside which others waited longer than in the calm around them. */
	private static List<String> shifted(List<Others> calm, Map<String, Others> during) {
		var rest = calm.stream().map(Others::p99).sorted().toList();
		var noise = rest.getLast().minus(rest.getFirst());
		var shifted = new ArrayList<String>();
		int before = 0;
		for (var fault : during.entrySet()) {
			var around = max(calm.get(before).p99(), calm.get(before + 1).p99());
			var p99 = fault.getValue().p99();
			System.out.printf("p99 during %s %d ms, %d ms in the calm around it%n", fault.getKey(), p99.toMillis(),
					around.toMillis());
			if (p99.compareTo(around.plus(noise).plus(SHIFT)) >= 0) {
				shifted.add(fault.getKey());
			}
			before++;
		}
		return shifted;
	}

	private static Duration max(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
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
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(LATENCY);
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
		order("projects-service", "error", 8);
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
			case "latency" -> String.valueOf(LATENCY.toMillis());
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

	/** People who read a block of requests, and what they were answered and when. */
	private final class Others {

		private final List<Read> reads = new ArrayList<>();

		/** Every second round wants the newest version, as browsers do on reload. */
		Others() {
			for (int turn = 0; turn < BLOCK; turn++) {
				var path = READ.get(turn % READ.size());
				var request = ChaosTests.this.suite.request(path);
				if (turn / READ.size() % 2 == 1) {
					request.header("Cache-Control", "no-cache");
				}
				var begin = System.nanoTime();
				var answer = ChaosTests.this.suite.send(request);
				this.reads.add(Read.of(path, answer, Duration.ofNanos(System.nanoTime() - begin)));
			}
		}

		List<String> signs() {
			return this.reads.stream().flatMap((read) -> read.signs().stream()).toList();
		}

		Map<String, List<Integer>> statuses() {
			return this.reads.stream()
				.collect(Collectors.groupingBy(Read::path, TreeMap::new,
						Collectors.mapping(Read::status, Collectors.toList())));
		}

		long standIns() {
			return this.reads.stream().filter(Read::isStandIn).count();
		}

		long asLongAsAFault() {
			return this.reads.stream().filter((read) -> read.took().compareTo(LATENCY) >= 0).count();
		}

		Duration longest() {
			return sorted(this.reads).getLast();
		}

		/** The third longest of a block. */
		Duration p99() {
			return sorted(this.reads).get(BLOCK * 99 / 100);
		}

		static Duration median(List<Read> reads) {
			return sorted(reads).get(reads.size() / 2);
		}

		private static List<Duration> sorted(List<Read> reads) {
			return reads.stream().map(Read::took).sorted().toList();
		}

	}

	/**
	 * A request of somebody else.
	 *
	 * @param path what was read
	 * @param status what it was answered with
	 * @param took how long that took
	 * @param signs what the answer says of a fault or of somebody who is kept apart
	 * @param isStandIn whether it is what was kept since a service failed, or a page
	 * without all of its parts
	 */
	private record Read(String path, int status, Duration took, List<String> signs, boolean isStandIn) {

		private static final Set<String> HERS = Set.of("chaos-fault", "chaos-breaker");

		static Read of(String path, HttpResponse<String> answer, Duration took) {
			var cacheStatus = answer.headers().firstValue("Cache-Status").orElse("");
			var signs = new ArrayList<String>();
			answer.headers().map().forEach((name, values) -> {
				if (HERS.contains(name.toLowerCase(Locale.ROOT))) {
					signs.add("%s: %s: %s".formatted(path, name, values));
				}
			});
			if (cacheStatus.matches(".*(fwd=bypass|detail=chaos).*")) {
				signs.add("%s: Cache-Status: %s".formatted(path, cacheStatus));
			}
			if (answer.body().contains("problems/chaos-")) {
				signs.add("%s: %s".formatted(path, answer.body()));
			}
			// the form at /contact has a key of its own each time, and is kept by nobody
			var partial = answer.statusCode() == 200 && !path.equals("/contact")
					&& answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")
					&& answer.headers().firstValue("Cache-Control").orElse("").contains("no-store");
			return new Read(path, answer.statusCode(), took, signs,
					partial || cacheStatus.matches(".*(fwd-status=5|stale-if-error).*"));
		}

	}

	/** The one who broke it all and goes on reading. */
	private final class Her implements AutoCloseable {

		private static final int AT_ONCE = 4;

		private final Queue<HttpResponse<String>> answers = new ConcurrentLinkedQueue<>();

		private final ExecutorService tabs = Executors.newVirtualThreadPerTaskExecutor();

		private final AtomicBoolean reading = new AtomicBoolean(true);

		private final String shown;

		private final String[] headers;

		Her(String shown, String... headers) {
			this.shown = shown;
			this.headers = headers;
			for (int tab = 0; tab < AT_ONCE; tab++) {
				int first = tab;
				this.tabs.submit(() -> read(first));
			}
		}

		private void read(int first) {
			for (int turn = first; this.reading.get(); turn++) {
				var request = ChaosTests.this.suite.request(READ.get(turn % READ.size()), this.headers);
				this.answers.add(ChaosTests.this.suite.send(request.header("Cookie", this.shown)));
			}
		}

		@Override
		public void close() {
			this.reading.set(false);
			this.tabs.close();
		}

	}

}
