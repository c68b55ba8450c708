package dev.akshay.portfolio.local.suite;

import java.util.Locale;
import java.util.Map;

import dev.akshay.portfolio.local.failure.Failure;

/**
 * The kinds of machine the suite runs on.
 *
 * @param postgres how PostgreSQL's binaries for it are called
 */
public record Platform(String postgres) {

	private static final Map<String, String> BINARIES = Map.of("linux amd64", "linux-x86_64", "linux aarch64",
			"linux-arm_64", "mac amd64", "darwin-x86_64", "mac aarch64", "darwin-arm_64");

	/** The machine at hand, or a failure if the suite does not run on it. */
	public static Platform current() {
		return of(System.getProperty("os.name"), System.getProperty("os.arch"));
	}

	static Platform of(String name, String architecture) {
		String system = name.toLowerCase(Locale.ROOT).startsWith("mac") ? "mac" : name.toLowerCase(Locale.ROOT);
		String processor = switch (architecture) {
			case "x86_64", "amd64" -> "amd64";
			case "arm64", "aarch64" -> "aarch64";
			default -> architecture;
		};
		String binaries = BINARIES.get(system + " " + processor);
		if (binaries == null) {
			throw new Failure(
					"%s on %s is not supported: use Linux or macOS on x86-64 or arm64".formatted(name, architecture));
		}
		return new Platform(binaries);
	}

}
