package dev.akshay.portfolio.bench.scenario;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.load.Latencies;
import dev.akshay.portfolio.bench.report.Figure;
import dev.akshay.portfolio.bench.report.Findings;
import dev.akshay.portfolio.bench.report.Row;
import dev.akshay.portfolio.bench.report.Verdict;
import dev.akshay.portfolio.platform.scenario.Answer;
import dev.akshay.portfolio.platform.scenario.Report;
import dev.akshay.portfolio.platform.scenario.Report.Claim;
import dev.akshay.portfolio.platform.scenario.Report.Outcome;
import dev.akshay.portfolio.platform.scenario.Visit;

/**
 * What a visitor breaks for herself, told as everything is told that is measured here.
 *
 * @param report what came of it
 */
public record VisitorScenario(Report report) {

	private static final double NANOS_PER_MILLI = 1_000_000;

	private static final double MICROS_PER_MILLI = 1_000;

	/**
	 * Makes a scenario.
	 * @param scenario which one
	 * @param site the address of the site
	 * @param progress told what happens
	 * @return what came of it
	 */
	public static VisitorScenario make(dev.akshay.portfolio.platform.scenario.Scenario scenario, URI site,
			Consumer<String> progress) {
		try (Visit visit = new Visit(site, progress)) {
			return new VisitorScenario(visit.make(scenario));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new BenchFailure("interrupted", ex);
		}
	}

	/**
	 * Whether all that was expected was so.
	 * @return whether the hypothesis held
	 */
	public boolean holds() {
		return this.report.holds();
	}

	/**
	 * Figures of every step, and a verdict on everything that was expected.
	 * @return what was found
	 */
	public Findings findings() {
		Findings findings = new Findings();
		for (Outcome outcome : this.report.outcomes()) {
			findings.rows().add(row(outcome));
			outcome.claims().stream().map((claim) -> verdict(outcome, claim)).forEach(findings.verdicts()::add);
		}
		findings.notes()
			.add("made by one visitor, for whom alone anything was broken; times are from when a read was due");
		return findings;
	}

	private static Row row(Outcome outcome) {
		Latencies latencies = new Latencies();
		List<Answer> arrived = outcome.answers().stream().filter((answer) -> answer.status() != 0).toList();
		arrived.forEach((answer) -> latencies.add((long) (answer.millis() * NANOS_PER_MILLI)));
		return new Row(outcome.step().name(), outcome.step().says())
			.with("reads", Figure.once("", outcome.answers().size()))
			.with("answered", Figure.once("", arrived.size()))
			.with("p50", Figure.once("ms", latencies.micros(50) / MICROS_PER_MILLI))
			.with("p99", Figure.once("ms", latencies.micros(99) / MICROS_PER_MILLI));
	}

	private static Verdict verdict(Outcome outcome, Claim claim) {
		var expected = claim.expected();
		String statuses = expected.statuses().stream().map(String::valueOf).collect(Collectors.joining(", "));
		String target = "%s: %s".formatted(outcome.step().name(),
				statuses.isEmpty() ? expected.measure().text() : "other than " + statuses);
		return expected.measure().isAtLeast()
				? Verdict.atLeast(target, claim.observed(), expected.bound(), expected.measure().unit())
				: Verdict.atMost(target, claim.observed(), expected.bound(), expected.measure().unit());
	}

}
