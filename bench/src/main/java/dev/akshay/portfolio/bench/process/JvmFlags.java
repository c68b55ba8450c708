package dev.akshay.portfolio.bench.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The flags of every JVM that is measured: those the launcher gives the gateway, so that
 * a difference between two servers is one of their code.
 */
public final class JvmFlags {

	static final List<String> COMMON = List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xss512k",
			"-XX:ReservedCodeCacheSize=64m", "-XX:TrimNativeHeapInterval=5000", "-XX:+ExitOnOutOfMemoryError",
			"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

	static final List<String> GATEWAY = List.of("-Xmx192m", "-XX:MaxDirectMemorySize=64m");

	private JvmFlags() {
	}

	/**
	 * All of them.
	 * @return the flags
	 */
	public static List<String> all() {
		List<String> all = new ArrayList<>(COMMON);
		all.addAll(GATEWAY);
		return List.copyOf(all);
	}

	/**
	 * The command that runs a jar.
	 * @param jar the jar
	 * @param more flags beside those that all have
	 * @return the command
	 */
	public static List<String> jar(Path jar, String... more) {
		List<String> command = start(more);
		command.addAll(List.of("-jar", jar.toString()));
		return command;
	}

	/**
	 * The command that runs one of this module's own programs.
	 * @param main its main class
	 * @param arguments what it is told
	 * @return the command
	 */
	public static List<String> own(Class<?> main, List<String> arguments) {
		List<String> command = start();
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
		command.addAll(arguments);
		return command;
	}

	/**
	 * The program that runs this very JVM.
	 * @return its path
	 */
	public static String program() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

	private static List<String> start(String... more) {
		List<String> command = new ArrayList<>();
		command.add(program());
		command.addAll(all());
		command.addAll(List.of(more));
		return command;
	}

}
