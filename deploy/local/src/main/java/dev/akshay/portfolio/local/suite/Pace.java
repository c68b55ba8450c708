package dev.akshay.portfolio.local.suite;

import java.util.Map;

import dev.akshay.portfolio.local.failure.Failure;

/** What JVMs compile for. */
enum Pace {

	/** A quick start and little work: only the first, fast compiler. */
	PROMPT,
	/** Much work for a long time: the optimizing compiler, too. */
	SUSTAINED;

	static final String VARIABLE = "PORTFOLIO_PACE";

	/** As somebody who starts a suite wants it. */
	static Pace chosen(Map<String, String> environment) {
		return switch (environment.getOrDefault(VARIABLE, "sustained")) {
			case "prompt" -> PROMPT;
			case "sustained" -> SUSTAINED;
			default -> throw new Failure(
					"%s is %s, and can be prompt or sustained".formatted(VARIABLE, environment.get(VARIABLE)));
		};
	}

}
