package dev.akshay.portfolio.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.suite.Aot;
import dev.akshay.portfolio.local.suite.Suite;
import dev.akshay.portfolio.local.suite.SuiteOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What may be said about a suite when it is started. */
final class SuiteArguments {

	private static final int DEFAULT_PORT = 8080;

	private static final int MOST_REPLICAS = 8;

	@Spec(Spec.Target.MIXEE)
	@SuppressWarnings("NullAway.Init") // set by picocli
	private CommandSpec command;

	@Option(names = "--port", paramLabel = "N",
			description = "The site's port, 0 for a free one (default: PORTFOLIO_PORT, or 8080).")
	private @Nullable Integer port;

	@Option(names = "--replicas", paramLabel = "SERVICE=N",
			description = "How many processes of a service; may be given for several.")
	private Map<String, Integer> replicas = new LinkedHashMap<>();

	@Option(names = "--limits", paramLabel = "on|off", defaultValue = "on",
			description = "'off' lifts the rate limits, for load tests.")
	private String limits = "on";

	@Option(names = "--fresh", description = "Starts from nothing: deletes all data first.")
	private boolean fresh;

	boolean fresh() {
		return this.fresh;
	}

	boolean limits() {
		return switch (this.limits) {
			case "on" -> true;
			case "off" -> false;
			default -> throw wrong("--limits is 'on' or 'off', not '%s'".formatted(this.limits));
		};
	}

	int port() {
		if (this.port != null) {
			return inRange(this.port, "--port");
		}
		String configured = System.getenv("PORTFOLIO_PORT");
		if (configured == null || configured.isBlank()) {
			return DEFAULT_PORT;
		}
		try {
			return inRange(Integer.parseInt(configured.strip()), "PORTFOLIO_PORT");
		}
		catch (NumberFormatException ex) {
			throw new Failure("PORTFOLIO_PORT is a number, not '%s'".formatted(configured));
		}
	}

	private int inRange(int number, String name) {
		if (number < 0 || number > 65_535) {
			throw wrong("%s is between 0 and 65535, not %d".formatted(name, number));
		}
		return number;
	}

	Map<String, Integer> replicas() {
		this.replicas.forEach((service, count) -> {
			if (!Suite.replicable().contains(service)) {
				throw wrong("--replicas: there can be several of %s, not of '%s'"
					.formatted(String.join(", ", new TreeSet<>(Suite.replicable())), service));
			}
			if (count < 1 || count > MOST_REPLICAS) {
				throw wrong("--replicas: %s=%d is not between 1 and %d".formatted(service, count, MOST_REPLICAS));
			}
		});
		return this.replicas;
	}

	private ParameterException wrong(String message) {
		return new ParameterException(this.command.commandLine(), message);
	}

	SuiteOptions options(Aot aot) {
		return new SuiteOptions(port(), replicas(), limits(), aot);
	}

	/** The same, for the supervisor. */
	List<String> asArguments() {
		List<String> arguments = new ArrayList<>(List.of("--port", String.valueOf(port())));
		replicas().forEach((service, count) -> arguments.addAll(List.of("--replicas", service + "=" + count)));
		arguments.addAll(List.of("--limits", limits() ? "on" : "off"));
		if (this.fresh) {
			arguments.add("--fresh");
		}
		return arguments;
	}

}
