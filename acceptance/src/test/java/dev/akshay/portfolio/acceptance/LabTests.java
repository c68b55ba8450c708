package dev.akshay.portfolio.acceptance;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Experiments that visitors run in articles. */
@WithSuite
class LabTests {

	private static final List<String> CONTENT = List.of("/", "/projects/kodai", "/insights",
			"/insights/the-tail-at-scale", "/insights/designing-idempotent-apis", "/api/profile", "/api/projects",
			"/api/insights", "/api/insights/the-tail-at-scale", "/feed.xml");

	private static final int PAGES = 300;

	/** The largest that anybody may order, one after the other. */
	private static final List<Map.Entry<String, String>> LARGEST = List.of(
			Map.entry("tail", "{\"fanouts\": 150, \"budgetPercent\": 20}"),
			Map.entry("idempotency", "{\"requests\": 50}"), Map.entry("edge", "{\"reads\": 200}"),
			Map.entry("purge", "{\"changes\": 20}"), Map.entry("breaker", "{\"perSecond\": 20, \"seconds\": 12}"));

	/** The one end without a verdict that says nothing against the experiment. */
	private static final String OUT_OF_TIME = "It took longer than \\d+ s and was stopped\\.";

	/** What all experiments and their readers share is two cores in the worst case. */
	private static final int TIMES_AS_LONG = 4;

	/** Half of what the objective of latency gives a page; a fault would cost seconds. */
	private static final Duration MORE = Duration.ofMillis(250);

	private final Suite suite;

	private final Chromium chromium;

	LabTests(Suite suite, Chromium chromium) {
		this.suite = suite;
		this.chromium = chromium;
	}

	@Test
	void oneEffectWithAKeyAndAsManyAsRequestsWithout() {
		var started = start("idempotency", "{\"requests\": 20}");
		assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
		assertThat(started.headers().firstValue("RateLimit-Policy").orElse("")).startsWith("\"labs\";");
		var location = started.headers().firstValue("Location").orElseThrow();
		var last = lastOf(location);
		assertThat(last.path("state").asString()).isEqualTo("done");
		assertThat(last.path("report").path("verdict").asString()).isEqualTo("confirmed");
		assertThat(last.path("report").path("withoutKey").path("effects").asInt()).isEqualTo(20);
		assertThat(last.path("report").path("withKey").path("effects").asInt()).isEqualTo(1);
		assertThat(Suite.JSON.readTree(this.suite.get(location).body())).isEqualTo(last);
	}

	@Test
	void whatExperimentsAskIsNothingForOthers() {
		assertThat(this.suite.get("/internal/labs/tail/leaf").statusCode()).isEqualTo(404);
		assertThat(this.suite
			.post("/internal/labs/idempotency/x/payments", "{\"amount\": 1, \"currency\": \"USD\"}", "Content-Type",
					"application/json")
			.statusCode()).isIn(404, 405);
	}

	@Test
	void triesIdempotencyByKeyboard() {
		try (var visitor = visitor(new NewContextOptions())) {
			var page = visitor.newPage();
			page.navigate("/insights/designing-idempotent-apis");
			var lab = page.locator("idempotency-lab");
			assertThat(lab.locator("[data-side=withKey] svg g")).hasCount(20);
			lab.locator("input").focus();
			page.keyboard().press("Control+A");
			page.keyboard().type("30");
			assertThat(lab.locator("[data-side=withKey] svg g")).hasCount(30);
			page.keyboard().press("Enter");
			assertThat(lab).hasAttribute("data-state", "confirmed");
			assertThat(lab.locator("[role=status]")).hasText("Confirmed, this time.");
			assertThat(lab.locator("[data-side=withoutKey] figcaption")).containsText("30 effects of 30 clients");
			assertThat(lab.locator("[data-side=withKey] figcaption")).containsText("1 effects of 30 clients");
			assertThat(lab.locator("[data-side=withoutKey] g[data-is=effect]")).hasCount(30);
			assertThat(lab.locator("[data-side=withKey] g[data-is=effect]")).hasCount(1);
			assertThat(lab.locator("[data-side=withKey] g[data-is=replay]")).hasCount(29);
			assertThat(lab.locator("[data-count=effects] td")).hasText(new String[] { "30", "1" });
			assertThat(lab.locator("[data-claim=effects-with-key] td")).hasText(new String[] { "1", "1", "holds" });
			assertThat(lab.locator("p.kept")).containsText("30 of 30 clients");
			assertThat(lab.locator("pre code")).containsText("\"amount\":4200");
			assertThat(lab.locator(".mismatch")).containsText("422");
			assertThat(violations(page)).isEmpty();
		}
	}

	@Test
	void measuresTheTailWhileItIsWatched() {
		try (var visitor = visitor(new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE))) {
			var page = visitor.newPage();
			page.navigate("/insights/the-tail-at-scale");
			var lab = page.locator("tail-lab");
			lab.locator("input[name=fanouts]").fill("20");
			lab.locator("button").click();
			// what comes of it on this machine is nothing that a test judges
			assertThat(lab).hasAttribute("data-state", Pattern.compile("confirmed|refuted"));
			assertThat(lab.locator(".progress")).containsText("20 of 20 fan-outs");
			assertThat(lab.locator("[data-rows=hedged] [data-of=leaf] td").last()).hasText(Pattern.compile("\\d+"));
			assertThat(lab.locator("[data-rows=plain] [data-of=all] td").nth(1)).hasText(Pattern.compile("\\d+"));
			assertThat(lab.locator("[data-side=plain] rect.all")).hasCount(17);
			assertThat(lab.locator("[data-side=hedged] path.mark")).hasCount(1);
			assertThat(lab.locator("[data-claim=extra-percent] td").last()).hasText("holds");
			assertThat(lab.locator(".load")).containsText("the necessary 2000");
			assertThat(violations(page)).isEmpty();
		}
	}

	@Test
	void readsThePageFromTheEdgeAndFromItsOrigin() {
		try (var visitor = visitor(new NewContextOptions())) {
			var page = visitor.newPage();
			page.navigate("/insights/edge-computing-at-global-scale");
			var lab = page.locator("edge-lab");
			lab.locator("button").press("Enter");
			assertThat(lab).hasAttribute("data-state", Pattern.compile("confirmed|refuted"));
			// the times are nothing that a test judges
			assertThat(lab.locator("[data-claim=hits] td")).hasText(new String[] { "100", "100", "holds" });
			assertThat(lab.locator("[data-claim=same-bytes] td")).hasText(new String[] { "100", "100", "holds" });
			assertThat(lab.locator("[data-row=origin] td").nth(1)).hasText("0");
			assertThat(lab.locator(".status-line")).containsText("hit");
			assertThat(lab.locator("[data-side=edge] path.read")).hasCount(100);
			assertThat(violations(page)).isEmpty();
		}
	}

	@Test
	void simulatesADistanceAndSaysSo() {
		try (var visitor = visitor(new NewContextOptions())) {
			var page = visitor.newPage();
			page.navigate("/insights/edge-computing-at-global-scale");
			var lab = page.locator("edge-lab");
			lab.locator("input").fill("20");
			lab.locator("button").click();
			assertThat(lab).hasAttribute("data-state", Pattern.compile("confirmed|refuted"));
			assertThat(lab.locator("[data-added='80'] td").nth(1)).hasText(Pattern.compile("(8|9|1\\d)\\d(\\.\\d+)?"));
			assertThat(lab.locator("[data-side=origin] figcaption")).not().containsText("simulated");
			lab.locator(".distance select").selectOption("80");
			assertThat(lab.locator("[data-side=origin] figcaption")).containsText("80 of them simulated");
			assertThat(lab.locator("[data-side=edge] figcaption")).not().containsText("simulated");
			assertThat(violations(page)).isEmpty();
		}
	}

	@Test
	void showsAChangeAsSoonAsItIsPublished() {
		try (var visitor = visitor(new NewContextOptions())) {
			var page = visitor.newPage();
			page.navigate("/insights/edge-computing-at-global-scale");
			var lab = page.locator("purge-lab");
			lab.locator("input").fill("5");
			lab.locator("button").click();
			assertThat(lab).hasAttribute("data-state", Pattern.compile("confirmed|refuted"));
			// the times are nothing that a test judges
			assertThat(lab.locator("[data-claim=seen] td")).hasText(new String[] { "5", "5", "holds" });
			assertThat(lab.locator("[data-claim=never-older-again] td")).hasText(new String[] { "0", "0", "holds" });
			assertThat(lab.locator("[data-rows=seen] tr")).hasCount(5);
			assertThat(lab.locator("svg path.read")).hasCount(5);
			assertThat(violations(page)).isEmpty();
		}
	}

	@Test
	void answersEverybodyWhileAServiceIsBroken() {
		try (var visitor = visitor(new NewContextOptions())) {
			var page = visitor.newPage();
			page.navigate("/insights/building-resilient-streaming-systems");
			var lab = page.locator("breaker-lab");
			lab.locator("input[name=perSecond]").fill("20");
			lab.locator("button").click();
			assertThat(lab).hasAttribute("data-state", Pattern.compile("confirmed|refuted"));
			// the times are nothing that a test judges
			assertThat(lab.locator("[data-claim=answered] td").last()).hasText("holds");
			assertThat(lab.locator("[data-claim=opened-and-closed] td").last()).hasText("holds");
			assertThat(lab.locator("figcaption")).containsText("100 % of");
			assertThat(lab.locator(".course"))
				.containsText(Pattern.compile("closed at .*open at .*half-open at .*closed at"));
			assertThat(lab.locator("[data-count=nothing] td")).hasText("0");
			for (var some : List.of("fresh", "kept", "atLimit", "byBreaker")) {
				assertThat(lab.locator("[data-count=" + some + "] td")).hasText(Pattern.compile("[1-9]\\d*"));
			}
			assertThat(lab.locator("svg rect.state[data-is=open]").first()).isVisible();
			assertThat(lab.locator("svg circle[data-is=kept]").first()).isVisible();
			assertThat(violations(page)).isEmpty();
			// nobody else has noticed, and nothing of it is left
			var chaos = Suite.JSON.readTree(this.suite.get("/api/live/chaos").body());
			assertThat(chaos.path("others").valueStream().map((fault) -> fault.path("service").asString()))
				.doesNotContain("projects-service");
			assertThat(this.suite.get("/api/projects").headers().firstValue("Chaos-Breaker")).isEmpty();
		}
	}

	@Test
	void saysWhyThereIsNoRunAndTriesAgain() {
		try (var visitor = visitor(new NewContextOptions())) {
			var page = visitor.newPage();
			page.navigate("/insights/the-tail-at-scale");
			page.route("**/api/labs/tail/runs",
					(route) -> route.fulfill(new Route.FulfillOptions().setStatus(503)
						.setHeaders(Map.of("Retry-After", "10"))
						.setContentType("application/problem+json")
						.setBody("{\"detail\": \"Come back later.\"}")));
			var lab = page.locator("tail-lab");
			lab.locator("button").click();
			assertThat(lab.locator("[role=status]")).hasText("Come back later.");
			page.unroute("**/api/labs/tail/runs");
			// who may make no extra calls hedges nothing
			lab.locator("input[name=fanouts]").fill("10");
			lab.locator("input[name=budgetPercent]").fill("0");
			lab.locator("button").click();
			assertThat(lab).hasAttribute("data-state", Pattern.compile("confirmed|refuted"));
			assertThat(lab.locator(".load")).containsText("Hedging made 0 calls more");
		}
	}

	@Test
	void saysWithoutJavaScriptHowToTryIt() {
		try (var visitor = visitor(new NewContextOptions().setJavaScriptEnabled(false))) {
			var page = visitor.newPage();
			page.navigate("/insights/designing-idempotent-apis");
			assertThat(page.locator(".lab noscript code").first()).containsText("/api/labs/idempotency/runs");
		}
	}

	@Test
	void readersNoticeNothingOfAFullQueue() {
		CONTENT.forEach((path) -> await().atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(this.suite.get(path).statusCode()).as(path).isEqualTo(200)));
		var runs = new ArrayList<String>();
		try (var readers = new Readers(this.suite, CONTENT)) {
			await().atMost(Suite.LIMIT).until(() -> readers.read() >= PAGES || !readers.failures().isEmpty());
			int begin = readers.read();
			var answer = startLargest(0);
			while (answer.statusCode() == 202) {
				runs.add(answer.headers().firstValue("Location").orElseThrow());
				answer = startLargest(runs.size());
			}
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
			assertThat(answer.body()).contains("/too-many-runs");
			assertThat(answer.headers().firstValue("Retry-After")).isPresent();
			await().atMost(Suite.LIMIT).until(() -> readers.read() >= begin + PAGES || !readers.failures().isEmpty());
			assertThat(readers.failures()).isEmpty();
			// every one of them gets its turn
			await().atMost(Suite.LIMIT.multipliedBy(runs.size()))
				.until(() -> runs.stream().map(this::stateOf).noneMatch(Set.of("queued", "running")::contains));
			int end = readers.read();
			// one that is as large as may be takes its time, and is ended when that is
			// over
			assertThat(runs).extracting(this::endOf)
				.contains("done")
				.allMatch((ended) -> ended.matches("done|failed: " + OUT_OF_TIME));
			await().atMost(Suite.LIMIT).until(() -> readers.read() >= end + PAGES || !readers.failures().isEmpty());
			assertThat(readers.failures()).isEmpty();
			var before = readers.p99(0, begin);
			var beside = readers.p99(begin, end);
			var behind = readers.p99(end, readers.read());
			System.out.printf(
					"%d runs of labs, %d of them out of time: %d pages read, none of them missed; p99 %d ms, "
							+ "%d ms before and %d ms behind them%n",
					runs.size(), runs.stream().filter((run) -> !endOf(run).equals("done")).count(), end - begin,
					beside.toMillis(), before.toMillis(), behind.toMillis());
			// the machine may have got slower meanwhile by what is none of theirs
			var calm = max(before, behind);
			assertThat(beside).isLessThan(calm.multipliedBy(TIMES_AS_LONG).plus(max(MORE, calm.multipliedBy(2))));
		}
	}

	private static Duration max(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

	private HttpResponse<String> startLargest(int number) {
		var run = LARGEST.get(number % LARGEST.size());
		return start(run.getKey(), run.getValue());
	}

	private String stateOf(String run) {
		return Suite.JSON.readTree(this.suite.get(run).body()).path("state").asString();
	}

	/** The state, and why if there is no verdict. */
	private String endOf(String run) {
		var ended = Suite.JSON.readTree(this.suite.get(run).body());
		var state = ended.path("state").asString();
		return ended.hasNonNull("failure") ? state + ": " + ended.path("failure").asString() : state;
	}

	private HttpResponse<String> start(String lab, String choice) {
		return this.suite.post("/api/labs/" + lab + "/runs", choice, "Content-Type", "application/json");
	}

	/** Follows a run to the end of its stream. */
	private JsonNode lastOf(String location) {
		var events = this.suite.send(this.suite.request(location, "Accept", "text/event-stream"),
				BodyHandlers.ofLines());
		assertThat(events.statusCode()).isEqualTo(200);
		var data = events.body().filter((line) -> line.startsWith("data:")).toList();
		return Suite.JSON.readTree(data.getLast().substring("data:".length()));
	}

	private static List<?> violations(Page page) {
		return new AxeBuilder(page).analyze().getViolations();
	}

	private BrowserContext visitor(NewContextOptions options) {
		var visitor = this.chromium.visitor(options);
		return visitor;
	}

}
