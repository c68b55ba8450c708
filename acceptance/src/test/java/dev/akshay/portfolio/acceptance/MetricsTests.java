package dev.akshay.portfolio.acceptance;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.akshay.portfolio.monitoring.Monitoring;
import dev.akshay.portfolio.monitoring.PromQl;
import dev.akshay.portfolio.monitoring.Selector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Dashboards and alerts ask for what the running suite really tells. */
@WithSuite
class MetricsTests {

	/** Made by Prometheus itself. */
	private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");

	/** Given by whoever scrapes. */
	private static final Set<String> OF_THE_SCRAPE = Set.of("job", "process", "instance");

	/**
	 * Told where TLS ends in the gateway, which it does not here; TlsIntegrationTests of
	 * the gateway has it.
	 */
	private static final Set<String> NOT_HERE = Set.of("ssl_chain_expiry_seconds");

	private static final Pattern SAMPLE = Pattern.compile("(?<name>[a-zA-Z_:][\\w:]*)(?:\\{(?<labels>.*)})? \\S+");

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

	private final Monitoring monitoring = new Monitoring(Path.of("../deploy/monitoring"));

	private final Suite suite;

	MetricsTests(Suite suite) {
		this.suite = suite;
	}

	@Test
	void everythingThatPanelsAndAlertsAskForIsTold() {
		leaveMessage();
		await().atMost(Suite.LIMIT).untilAsserted(() -> {
			read();
			assertThat(notTold(told())).isEmpty();
		});
	}

	@Test
	void whatIsNotToldHereIsAskedForAndReallyMissing() {
		assertThat(told()).extracting(Series::name).doesNotContainAnyElementsOf(NOT_HERE);
		assertThat(selectors().keySet()).extracting(Selector::metric).containsAll(NOT_HERE);
	}

	@Test
	void noProcessUsesLabelsOfWhoeverScrapes() {
		assertThat(told(false)).isNotEmpty()
			.noneMatch((series) -> series.labels().keySet().stream().anyMatch(OF_THE_SCRAPE::contains));
	}

	@Test
	void aMetricThatNobodyTellsIsNoticed() {
		var told = List.of(new Series("a_total", Map.of("result", "hit", "process", "gateway")));
		assertThat(isTold("a_total{result=\"hit\"}", told)).isTrue();
		assertThat(isTold("a_total{result=~\"hit|miss\", result!=\"x\"}", told)).isTrue();
		assertThat(isTold("sum by (result) (a_total)", told)).isTrue();
		assertThat(isTold("b_total", told)).isFalse();
		assertThat(isTold("a_total{result=\"miss\"}", told)).isFalse();
		assertThat(isTold("a_total{other!=\"miss\"}", told)).isFalse();
		assertThat(isTold("sum by (other) (a_total)", told)).isFalse();
	}

	private static boolean isTold(String expression, List<Series> told) {
		return PromQl.selectorsOf(expression)
			.stream()
			.allMatch((selector) -> told.stream().anyMatch((series) -> series.fits(selector)));
	}

	private void leaveMessage() {
		var subject = "Metrics " + UUID.randomUUID();
		assertThat(this.suite.sendMessage(subject, "Count me.").statusCode()).isEqualTo(202);
		await().atMost(Suite.LIMIT).until(() -> !this.suite.mailList(subject).isEmpty());
	}

	private void read() {
		for (var path : List.of("/", "/", "/api/projects", "/api/insights", "/api/profile", "/nothing-here")) {
			this.suite.get(path, "Cache-Control", "no-cache");
			this.suite.get(path);
		}
	}

	private List<String> notTold(List<Series> told) {
		var missing = new ArrayList<String>();
		selectors().forEach((selector, places) -> {
			if (!NOT_HERE.contains(selector.metric()) && told.stream().noneMatch((series) -> series.fits(selector))) {
				missing.add(selector + " of " + places);
			}
		});
		return missing;
	}

	/** What is asked for, by where. */
	private Map<Selector, Set<String>> selectors() {
		var selectors = new LinkedHashMap<Selector, Set<String>>();
		for (var query : this.monitoring.queries()) {
			PromQl.selectorsOf(query.expression())
				.stream()
				// what has a colon in it is recorded by a rule
				.filter((selector) -> !selector.metric().contains(":") && !OF_PROMETHEUS.contains(selector.metric()))
				.forEach((selector) -> selectors.computeIfAbsent(selector, (_) -> new TreeSet<>()).add(query.place()));
		}
		assertThat(selectors).hasSizeGreaterThan(50);
		return selectors;
	}

	private List<Series> told() {
		return told(true);
	}

	/**
	 * All series of all processes, as Prometheus has them if it is asked to mark them.
	 */
	private List<Series> told(boolean marked) {
		var all = new ArrayList<Series>();
		this.suite.status()
			.get("processes")
			.valueStream()
			.filter((process) -> process.hasNonNull("managementUrl"))
			.forEach((process) -> {
				var address = URI.create(process.get("managementUrl").stringValue()).resolve("/actuator/prometheus");
				var marks = marked
						? Map.of("job", "portfolio", "process", process.get("name").stringValue(), "instance", "one")
						: Map.<String, String>of();
				var answer = this.suite.send(HttpRequest.newBuilder(address)).body();
				all.addAll(series(answer, marks).toList());
			});
		return all;
	}

	private static Stream<Series> series(String exposition, Map<String, String> marks) {
		return exposition.lines()
			.filter((line) -> !line.startsWith("#"))
			.map(SAMPLE::matcher)
			.filter((sample) -> sample.matches())
			.map((sample) -> {
				var labels = new LinkedHashMap<>(marks);
				if (sample.group("labels") != null) {
					LABEL.matcher(sample.group("labels"))
						.results()
						.forEach((label) -> labels.put(label.group(1), label.group(2)));
				}
				return new Series(sample.group("name"), labels);
			});
	}

	private record Series(String name, Map<String, String> labels) {

		/** Whether it is asked for, or would be if it were otherwise in one label. */
		boolean fits(Selector selector) {
			return this.name.equals(selector.metric()) && this.labels.keySet().containsAll(selector.groupedBy())
					&& selector.matchers()
						.stream()
						.allMatch((matcher) -> this.labels.containsKey(matcher.label())
								&& (!matcher.isPositive() || matcher.fits(this.labels.get(matcher.label()))));
		}

	}

}
