package dev.akshay.portfolio.kubernetes.suite;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.akshay.portfolio.kubernetes.manifest.Tree;

/**
 * One of the suite's own processes, as the launcher starts it.
 *
 * @param name what it is called
 * @param database the database that it has, if it has one
 * @param heapMiB the largest heap that the launcher gives it
 */
public record SuiteProcess(String name, Optional<String> database, int heapMiB) {

	private static final String LAUNCHER = "deploy/local/src/main/java/dev/akshay/portfolio/local/suite/";

	private static final Pattern MODULE = Pattern.compile("[A-Z]+\\(\"([a-z-]+)\", (?:null|\"([a-z]+)\"), (\\d+)\\b");

	/**
	 * All of them, read from the launcher.
	 * @return the processes
	 */
	public static List<SuiteProcess> all() {
		return MODULE.matcher(Repository.read(LAUNCHER + "ServiceModule.java"))
			.results()
			.map((match) -> new SuiteProcess(match.group(1), Optional.ofNullable(match.group(2)),
					Integer.parseInt(match.group(3))))
			.toList();
	}

	/**
	 * One of them.
	 * @param name what it is called
	 * @return the process
	 */
	public static SuiteProcess of(String name) {
		return all().stream().filter((process) -> process.name().equals(name)).findFirst().orElseThrow();
	}

	/**
	 * What the launcher's code says about settings of processes.
	 * @return its text
	 */
	public static String launcherSettings() {
		return Repository.read(LAUNCHER + "Suite.java");
	}

	/**
	 * What the launcher's code says about JVMs.
	 * @return its text
	 */
	public static String launcherFlags() {
		return Repository.read(LAUNCHER + "Jvm.java");
	}

	/**
	 * What it is configured with before anybody sets anything.
	 * @return values by the full names of their properties
	 */
	public Map<String, Object> configuration() {
		Map<String, Object> all = new LinkedHashMap<>();
		flatten("", Tree.read(Repository.ROOT.resolve("platform/core/src/main/resources/platform.yaml")), all);
		flatten("", Tree.read(Repository.ROOT.resolve(this.name + "/src/main/resources/application.yaml")), all);
		return all;
	}

	private static void flatten(String prefix, Map<String, Object> tree, Map<String, Object> target) {
		tree.forEach((name, value) -> {
			if (value instanceof Map<?, ?>) {
				flatten(prefix + name + ".", Tree.map(value), target);
			}
			else {
				target.put(prefix + name, value);
			}
		});
	}

	/**
	 * What it consists of, without the platform.
	 * @return the files of its code
	 */
	public Stream<Path> code() {
		return Repository.files(this.name + "/src/main/java", ".java").stream();
	}

	/**
	 * The port that it serves on.
	 * @return the port's number
	 */
	public int port() {
		return (int) configuration().getOrDefault("server.port", 8080);
	}

	/**
	 * The port that it tells its health on.
	 * @return the port's number
	 */
	public int managementPort() {
		return (int) configuration().getOrDefault("management.server.port", port());
	}

	@Override
	public String toString() {
		return this.name;
	}

}
