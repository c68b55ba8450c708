package dev.akshay.portfolio.bench.scenario;

import java.util.List;

import dev.akshay.portfolio.bench.report.Findings;

/** Something that can be measured. */
public interface Scenario {

	/**
	 * All there are, in the order in which they run.
	 * @return the scenarios
	 */
	static List<Scenario> all() {
		return List.of(new CacheScenario(), new ProxyScenario(), new TelemetryScenario(), new PagesScenario(),
				new HedgingScenario(), new CompositionScenario(), new PurgeScenario(), new LiveScenario(),
				new ContactScenario(), new MicroScenario(), new SoakScenario(), new FaultsScenario(),
				new MillionScenario());
	}

	/**
	 * How it is called on the command line.
	 * @return a word
	 */
	String name();

	/**
	 * What it measures.
	 * @return a sentence
	 */
	String summary();

	/**
	 * Whether it only runs when it is asked for by name.
	 * @return whether it is
	 */
	default boolean onlyByName() {
		return false;
	}

	/**
	 * Measures.
	 * @param conditions how
	 * @return what came out
	 */
	Findings measure(Conditions conditions);

}
