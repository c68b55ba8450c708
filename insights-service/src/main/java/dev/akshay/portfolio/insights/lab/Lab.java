package dev.akshay.portfolio.insights.lab;

import reactor.core.publisher.Flux;

/**
 * An experiment that visitors may run.
 *
 * @param <C> what a visitor chooses
 * @param <R> what comes of it, as far as it is known
 */
public interface Lab<C, R> {

	/**
	 * Its name in addresses.
	 * @return lower case and dashes
	 */
	String name();

	/**
	 * What a choice is, to read it back from where runs wait.
	 * @return a type that Jackson writes and reads
	 */
	Class<C> choiceType();

	/**
	 * What a report is, to read it back from where runs are kept.
	 * @return a type that Jackson writes and reads
	 */
	Class<R> reportType();

	/**
	 * Runs it once.
	 * @param run the run's id, which no other run has
	 * @param choice what the visitor chose
	 * @return the report as it grows, the last one complete and with a verdict; cancelled
	 * when it takes too long. An error says that the experiment itself broke, not that
	 * its hypothesis is refuted
	 */
	Flux<R> run(String run, C choice);

}
