package dev.akshay.portfolio.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What lies in this folder is right as far as that can be seen without a suite. */
class MonitoringFilesTests {

	private static final Path FOLDER = Path.of("").toAbsolutePath();

	private static final Path ROOT = FOLDER.resolve("../..").normalize();

	private static final Monitoring monitoring = new Monitoring(FOLDER);

	private static final Duration PERIOD = Duration.ofDays(30);

	private static final int COLUMNS = 24;

	private static final Pattern WINDOW = Pattern.compile("(?<number>\\d+)(?<unit>[mhd])");

	/** What Grafana knows by these names, as far as it is used here. */
	private static final Set<String> UNITS = Set.of("percentunit", "none", "short", "reqps", "s", "ms", "bytes", "cpm",
			"ops", "bool");

	static Stream<Query> queries() {
		return monitoring.queries().stream();
	}

	static Stream<Rule> alerts() {
		return monitoring.rules().stream().filter(Rule::alert);
	}

	static Stream<Rule> burnAlerts() {
		return alerts().filter((alert) -> alert.labels().containsKey("burn"));
	}

	static Stream<Dashboard> dashboards() {
		return monitoring.dashboards().stream();
	}

	@ParameterizedTest
	@MethodSource("queries")
	void everyExpressionIsPromQl(Query query) {
		assertThat(PromQl.selectorsOf(query.expression())).isNotNull();
	}

	@ParameterizedTest
	@MethodSource("queries")
	void whatIsRecordedIsRecordedByARule(Query query) {
		var recorded = monitoring.rules()
			.stream()
			.filter((rule) -> !rule.alert())
			.collect(Collectors.groupingBy(Rule::name,
					Collectors.mapping((rule) -> rule.labels().getOrDefault("slo", ""), Collectors.toSet())));
		PromQl.selectorsOf(query.expression())
			.stream()
			.filter((selector) -> selector.metric().contains(":"))
			.forEach((selector) -> {
				assertThat(recorded).containsKey(selector.metric());
				// where a rule sets none, the label is that of what it is made of
				selector.matchers()
					.forEach((matcher) -> assertThat(recorded.get(selector.metric()))
						.anyMatch((slo) -> slo.isEmpty() || matcher.fits(slo)));
			});
	}

	@Test
	void whatIsRecordedOfAWindowIsOfThatWindow() {
		var windows = Pattern.compile("(?:ratio_rate|increase)(\\d+[mhd])");
		assertThat(monitoring.rules()).filteredOn((rule) -> windows.matcher(rule.name()).find())
			.isNotEmpty()
			.allSatisfy((rule) -> {
				var named = windows.matcher(rule.name());
				assertThat(named.find()).isTrue();
				assertThat(Pattern.compile("\\[(.*?)]").matcher(rule.expression()).results()).isNotEmpty()
					.allSatisfy((range) -> assertThat(range.group(1)).isEqualTo(named.group(1)));
			});
	}

	@ParameterizedTest
	@MethodSource("alerts")
	void everyAlertTellsHowBadItIsAndWhatToDo(Rule alert) throws IOException {
		assertThat(alert.labels().get("severity")).isIn("page", "ticket");
		assertThat(alert.annotations().get("summary")).isNotBlank();
		assertThat(alert.annotations().get("description")).isNotBlank();
		var runbook = String.valueOf(alert.annotations().get("runbook")).split("#", 2);
		assertThat(runbook).as("a page and a place on it").hasSize(2);
		assertThat(headings(ROOT.resolve(runbook[0]))).contains(runbook[1]);
		assertThat(runbook[1]).isEqualTo(alert.name().toLowerCase(Locale.ROOT));
	}

	@Test
	void everySectionOfTheRunbookIsAboutAnAlert() throws IOException {
		assertThat(headings(ROOT.resolve("docs/alerts.md")).stream().skip(1)).containsExactlyInAnyOrderElementsOf(
				alerts().map((alert) -> alert.name().toLowerCase(Locale.ROOT)).distinct().toList());
	}

	/** <a href="https://sre.google/workbook/alerting-on-slos/">Table 5-8</a>. */
	@Test
	void everyObjectiveHasTheAlertsOfTheWorkbook() {
		var objectives = monitoring.rules()
			.stream()
			.filter((rule) -> rule.name().equals("portfolio:slo:objective"))
			.map((rule) -> rule.labels().get("slo"))
			.toList();
		assertThat(objectives).hasSize(3).doesNotHaveDuplicates();
		for (var objective : objectives) {
			assertThat(burnAlerts().filter((alert) -> objective.equals(alert.labels().get("slo")))
				.map((alert) -> String.join(" ", alert.labels().get("severity"), alert.labels().get("long"),
						alert.labels().get("short"), alert.labels().get("burn"), alert.labels().get("budget"))))
				.as(objective)
				.containsExactly("page 1h 5m 14.4 2 %", "page 6h 30m 6 5 %", "ticket 3d 6h 1 10 %");
		}
	}

	@ParameterizedTest
	@MethodSource("burnAlerts")
	void burnRatesFollowFromTheObjective(Rule alert) {
		var labels = alert.labels();
		var window = window(labels.get("long"));
		double burn = Double.parseDouble(labels.get("burn"));
		assertThat(window(labels.get("short")).multipliedBy(12)).as("a twelfth").isEqualTo(window);
		assertThat(burn * window.toSeconds() / PERIOD.toSeconds()).as("its share of the budget")
			.isEqualTo(Double.parseDouble(labels.get("budget").replace(" %", "")) / 100, within(1e-9));
		var condition = Pattern
			.compile("portfolio:slo_errors:ratio_rate(\\w+)\\{slo=\"(\\w+)\"} > \\(([0-9.]+) \\* ([0-9.]+)\\)")
			.matcher(alert.expression())
			.results()
			.toList();
		assertThat(condition).extracting((each) -> each.group(1))
			.containsExactly(labels.get("long"), labels.get("short"));
		assertThat(condition).allSatisfy((each) -> {
			assertThat(each.group(2)).isEqualTo(labels.get("slo"));
			assertThat(each.group(3)).isEqualTo(labels.get("burn"));
			assertThat(Double.parseDouble(each.group(4))).isEqualTo(1 - objective(labels.get("slo")), within(1e-9));
		});
		// a long window and a short one, and nothing that lets one of them do alone
		assertThat(alert.expression()).contains("\n  and ").doesNotContain(" or ");
		// whoever counts events asks for some in the same window
		if (alert.expression().contains("increase")) {
			assertThat(alert.expression()).contains(
					"portfolio:slo_errors:increase%s{slo=\"%s\"} >=".formatted(labels.get("long"), labels.get("slo")));
		}
	}

	private static double objective(String slo) {
		return monitoring.rules()
			.stream()
			.filter((rule) -> rule.name().equals("portfolio:slo:objective") && slo.equals(rule.labels().get("slo")))
			.mapToDouble((rule) -> Double.parseDouble(rule.expression().replaceAll("vector\\((.*)\\)", "$1")))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void theThresholdOfLatencyIsOneThatServicesCount() throws IOException {
		var counted = Pattern.compile("http\\.server\\.requests: (.*)")
			.matcher(Files.readString(ROOT.resolve("platform/core/src/main/resources/platform.yaml")));
		assertThat(counted.find()).isTrue();
		var asked = monitoring.rules()
			.stream()
			.flatMap((rule) -> PromQl.selectorsOf(rule.expression()).stream())
			.flatMap((selector) -> selector.matchers().stream())
			.filter((matcher) -> matcher.label().equals("le"))
			.map((matcher) -> Math.round(1000 * Double.parseDouble(matcher.value())) + "ms")
			.collect(Collectors.toSet());
		assertThat(List.of(counted.group(1).split(","))).containsAll(asked);
		assertThat(asked).containsExactly("500ms");
	}

	@ParameterizedTest
	@MethodSource("dashboards")
	void panelsHaveTheirOwnPlaceAndSayWhatTheyShow(Dashboard dashboard) {
		var taken = new HashMap<String, String>();
		var ids = new HashSet<Integer>();
		dashboard.json().path("panels").valueStream().forEach((panel) -> {
			var title = panel.path("title").asString("");
			assertThat(ids.add(panel.path("id").asInt())).as("%s has an id of its own", title).isTrue();
			var place = panel.path("gridPos");
			assertThat(place.path("x").asInt() + place.path("w").asInt()).as(title).isLessThanOrEqualTo(COLUMNS);
			cells(place).forEach((cell) -> assertThat(taken.put(cell, title)).as("%s at %s", title, cell).isNull());
		});
		assertThat(dashboard.panels()).isNotEmpty().allSatisfy((panel) -> {
			assertThat(panel.path("title").asString("")).isNotBlank();
			assertThat(panel.path("description").asString("")).isNotBlank();
			assertThat(panel.path("fieldConfig").path("defaults").path("unit").asString("")).isIn(UNITS);
			assertThat(panel.path("targets").valueStream()).isNotEmpty().allSatisfy((target) -> {
				assertThat(target.path("expr").asString("")).isNotBlank();
				assertThat(target.path("legendFormat").asString("")).isNotBlank();
				assertThat(target.path("datasource").path("uid").asString("")).isEqualTo("${datasource}");
			});
		});
	}

	private static Stream<String> cells(JsonNode place) {
		int left = place.path("x").asInt();
		int top = place.path("y").asInt();
		assertThat(place.path("w").asInt()).isPositive();
		assertThat(place.path("h").asInt()).isPositive();
		return IntStream.range(left, left + place.path("w").asInt())
			.boxed()
			.flatMap((x) -> IntStream.range(top, top + place.path("h").asInt()).mapToObj((y) -> x + "," + y));
	}

	@Test
	void dashboardsAreToldApart() {
		assertThat(dashboards().map((dashboard) -> dashboard.json().path("uid").asString(""))).doesNotContain("")
			.doesNotHaveDuplicates()
			.hasSizeGreaterThanOrEqualTo(4);
	}

	/** A label of a legend that its expression aggregates away stays empty. */
	@ParameterizedTest
	@MethodSource("dashboards")
	void legendsNameLabelsThatAreLeft(Dashboard dashboard) {
		var named = Pattern.compile("\\{\\{(\\w+)}}");
		dashboard.panels().forEach((panel) -> panel.path("targets").valueStream().forEach((target) -> {
			var expression = target.path("expr").asString("");
			if (!expression.contains("sum") && !expression.contains("max") && !expression.contains("min")) {
				return;
			}
			var groups = PromQl.selectorsOf(expression)
				.stream()
				.flatMap((selector) -> selector.groupedBy().stream())
				.collect(Collectors.toSet());
			assertThat(named.matcher(target.path("legendFormat").asString("")).results()).as(expression)
				.allSatisfy((label) -> assertThat(groups).contains(label.group(1)));
		}));
	}

	@Test
	void everyAlertIsSeenToFireAndSeenNotTo() {
		var firing = new HashSet<String>();
		var silent = new HashSet<String>();
		var alert = Pattern.compile("ALERTS\\{alertname=\"(\\w+)\", alertstate=\"firing\"}");
		for (var file : monitoring.yaml("tests").values()) {
			file.path("tests")
				.valueStream()
				.flatMap((test) -> test.path("promql_expr_test").valueStream())
				.forEach((check) -> {
					var asked = alert.matcher(check.path("expr").asString(""));
					if (asked.matches()) {
						(check.path("exp_samples").isEmpty() ? silent : firing).add(asked.group(1));
					}
				});
		}
		var all = alerts().map(Rule::name).collect(Collectors.toSet());
		assertThat(firing).containsExactlyInAnyOrderElementsOf(all);
		assertThat(silent).containsExactlyInAnyOrderElementsOf(all);
	}

	@Test
	void promtoolFindsRulesAndTheirTestsRight() throws Exception {
		assumeTrue(isThere("promtool"), "promtool is not on the path: rules are only checked by the other tests here");
		var command = List.of("sh", "-c",
				"promtool check rules rules/*.yaml && promtool check config --syntax-only prometheus.yaml \"$1\""
						+ " && promtool test rules tests/*.yaml",
				"sh", kubernetesWithoutDiscovery().toString());
		var output = Files.createTempFile("promtool", ".out");
		var process = new ProcessBuilder(command).directory(FOLDER.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
		assertThat(process.exitValue()).as(Files.readString(output)).isZero();
	}

	/**
	 * Debian builds its promtool without the discovery by Kubernetes, and it takes that
	 * for a mistake; {@code ScrapeTests} of deploy/kubernetes know what is right there.
	 */
	private static Path kubernetesWithoutDiscovery() throws IOException {
		var text = Files.readString(FOLDER.resolve("kubernetes.yaml"));
		var discovery = Pattern.compile("^ +kubernetes_sd_configs:.*?(?=^ +relabel_configs:)",
				Pattern.DOTALL | Pattern.MULTILINE);
		assertThat(text).containsPattern(discovery);
		return Files.writeString(Files.createTempFile("kubernetes", ".yaml"), discovery.matcher(text).replaceFirst(""));
	}

	private static boolean isThere(String program) {
		return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, program)));
	}

	private static Duration window(String text) {
		var window = WINDOW.matcher(text);
		assertThat(window.matches()).as(text).isTrue();
		int number = Integer.parseInt(window.group("number"));
		return Map.of("m", Duration.ofMinutes(number), "h", Duration.ofHours(number), "d", Duration.ofDays(number))
			.get(window.group("unit"));
	}

	/** Headings as GitHub makes anchors of them. */
	private static List<String> headings(Path page) throws IOException {
		boolean code = false;
		var headings = new ArrayList<String>();
		for (var line : Files.readAllLines(page)) {
			code ^= line.startsWith("```");
			if (!code && line.matches("#+ .*")) {
				headings.add(line.replaceFirst("#+ ", "")
					.toLowerCase(Locale.ROOT)
					.replaceAll("[^\\p{L}\\p{N} _-]", "")
					.replace(' ', '-'));
			}
		}
		return headings;
	}

}
