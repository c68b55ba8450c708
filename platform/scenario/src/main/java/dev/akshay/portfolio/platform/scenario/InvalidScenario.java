package dev.akshay.portfolio.platform.scenario;

/** A file that is no scenario. The message says in which line of it what is wrong. */
public final class InvalidScenario extends RuntimeException {

	InvalidScenario(String file, int line, String key, String what) {
		super("%s, line %d%s: %s".formatted(file, line, key.isEmpty() ? "" : ", " + key, what));
	}

}
