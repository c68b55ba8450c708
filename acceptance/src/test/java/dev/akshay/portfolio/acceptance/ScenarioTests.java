package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.akshay.portfolio.platform.scenario.Bounds;
import dev.akshay.portfolio.platform.scenario.Report;
import dev.akshay.portfolio.platform.scenario.Report.Claim;
import dev.akshay.portfolio.platform.scenario.Scenario;
import dev.akshay.portfolio.platform.scenario.Scenarios;
import dev.akshay.portfolio.platform.scenario.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every file of {@code acceptance/scenarios}, made and judged as the bench does it. */
@WithSuite
class ScenarioTests {

	private static final Path VERDICTS = Path.of("..", "platform", "scenario", "src", "test", "resources",
			"verdicts.json");

	private final Suite suite;

	private final Chromium chromium;

	ScenarioTests(Suite suite, Chromium chromium) {
		this.suite = suite;
		this.chromium = chromium;
	}

	static List<Scenario> scenarios() {
		return Scenarios.all();
	}

	/**
	 * What is about time is printed, and judged elsewhere: no test here depends on the
	 * machine.
	 */
	@ParameterizedTest
	@MethodSource("scenarios")
	void holds(Scenario scenario) throws InterruptedException {
		scenario.paths()
			.forEach((path) -> await().atMost(Suite.LIMIT).until(() -> this.suite.get(path).statusCode() == 200));
		Report report;
		try (var visit = new Visit(this.suite.url(), System.out::println)) {
			report = visit.make(scenario);
		}
		for (var outcome : report.outcomes()) {
			for (var claim : outcome.claims()) {
				System.out.printf("%s, %s: %s %.0f%n", scenario.name(), outcome.step().name(),
						claim.expected().measure().text(), claim.observed());
			}
			assertThat(outcome.claims()).as(outcome.step().name())
				.filteredOn((claim) -> !claim.expected().measure().isTime())
				.allMatch(Claim::holds);
		}
	}

	@Test
	void breaksWhatVisitorsMayBreak() {
		var services = Suite.JSON.readTree(this.suite.get("/api/live/chaos").body()).path("services");
		assertThat(services.valueStream().map(JsonNode::asString)).containsExactlyElementsOf(Bounds.SERVICES);
	}

	/** One verdict, two languages. */
	@Test
	void judgesInABrowserAsHere() throws IOException {
		var cases = Suite.JSON.readTree(Files.readString(VERDICTS));
		try (var visitor = this.chromium.visitor(new NewContextOptions())) {
			var page = visitor.newPage();
			page.navigate("/live");
			var judged = Suite.JSON.readTree(String.valueOf(page.evaluate(
					"""
							async ([cases]) => {
								const own = document.querySelector("script[src$='guided-tour.js']").src;
								const { answer, none, judge } = await import(new URL("../../live/verdict.js", own));
								const answers = (given) => given.flatMap(({ status, millis, headers = {}, times = 1 }) =>
									Array(times).fill(status ? answer(status, (name) => headers[name] ?? null, millis) : none(millis)));
								return JSON.stringify(JSON.parse(cases).map(({ expects, step, calm }) =>
									expects.map((expected) => judge(expected, answers(step), answers(calm)))));
							}""",
					List.of(cases.toString()))));
			assertThat(judged).hasSameSizeAs(cases);
			for (int i = 0; i < cases.size(); i++) {
				var expected = cases.get(i);
				assertThat(judged.get(i).valueStream().map((one) -> one.path("holds").asBoolean()))
					.as(expected.path("about").asString())
					.containsExactlyElementsOf(expected.path("holds").valueStream().map(JsonNode::asBoolean).toList());
				// JSON has no word for what is not a number but null
				assertThat(judged.get(i).valueStream().map((one) -> number(one.path("observed"))))
					.as(expected.path("about").asString())
					.containsExactlyElementsOf(
							expected.path("observed").valueStream().map(ScenarioTests::number).toList());
			}
		}
	}

	private static Double number(JsonNode node) {
		return node.isNull() ? Double.valueOf(Double.NaN) : Double.valueOf(node.asDouble());
	}

	/** The browser gets the very files. */
	@Test
	void servesThemToTheTour() {
		var served = this.suite.get("/live/scenarios");
		assertThat(served.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
		assertThat(Suite.JSON.readTree(served.body())
			.valueStream()
			.map((one) -> Map.entry(one.path("name").asString(), one.path("steps").size()))).containsExactlyElementsOf(
					scenarios().stream().map((one) -> Map.entry(one.name(), one.steps().size())).toList());
	}

}
