package dev.akshay.portfolio.platform.scenario;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** All scenarios there are, as they were when this was built. */
public final class Scenarios {

	private static final String FOLDER = "files/";

	/**
	 * A folder in an archive cannot be listed everywhere, and somebody should say what
	 * comes first.
	 */
	private static final String ORDER = "order";

	private Scenarios() {
	}

	/**
	 * All of them, in the order in which they are shown.
	 * @return the scenarios, read anew
	 * @throws InvalidScenario if a file is none
	 */
	public static List<Scenario> all() {
		return content(ORDER).lines()
			.filter((name) -> !name.isBlank())
			.map((name) -> name + ".yaml")
			.map((file) -> ScenarioFile.read(file, content(file)))
			.toList();
	}

	/**
	 * The scenario of a name.
	 * @param name the name, perhaps of none
	 * @return the scenario, empty if there is none of that name
	 */
	public static Optional<Scenario> find(String name) {
		return all().stream().filter((scenario) -> scenario.name().equals(name)).findFirst();
	}

	private static String content(String file) {
		try (InputStream stream = Scenarios.class.getResourceAsStream(FOLDER + file)) {
			if (stream == null) {
				throw new FileNotFoundException(file);
			}
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("a scenario is listed and not there", ex);
		}
	}

}
