package dev.akshay.portfolio.local.suite;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * How every JVM of the suite is started: the one place for flags. An AOT cache is only
 * accepted by a JVM with the flags it was made with, so they are part of its name.
 *
 * @param app the program
 * @param flags what suits this program
 * @param main the class to start, or nothing for the one the jar names
 */
record Jvm(App app, List<String> flags, String main) {

	/**
	 * Small heaps and two cores: the serial collector takes the least memory and starts
	 * the quickest, and short object headers save a tenth of the heap. What compilers and
	 * codecs took outside of it and gave back stays with the C library unless it is told
	 * to return it.
	 */
	private static final List<String> COMMON = List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xss512k",
			"-XX:ReservedCodeCacheSize=64m", "-XX:TrimNativeHeapInterval=5000", "-XX:+ExitOnOutOfMemoryError",
			"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

	private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

	static Jvm service(App app, ServiceModule module) {
		return new Jvm(app, atPace("-Xmx" + module.heapMiB() + "m", "-XX:MaxDirectMemorySize=64m"), "");
	}

	static Jvm kafka(App launcher) {
		return new Jvm(launcher, atPace("-Xmx160m", "-XX:MaxDirectMemorySize=64m", "-Dlog4j2.disableJmx=true"),
				"dev.akshay.portfolio.local.kafka.KafkaBroker");
	}

	static Jvm mail(App launcher) {
		return new Jvm(launcher, atPace("-Xmx48m", "-Dlog4j2.disableJmx=true"),
				"dev.akshay.portfolio.local.mail.MailServer");
	}

	static Jvm supervisor(App launcher) {
		return new Jvm(launcher, List.of("-Xmx64m", FIRST_COMPILER_ONLY), "dev.akshay.portfolio.local.Portfolio");
	}

	private static List<String> atPace(String... flags) {
		List<String> all = new ArrayList<>(List.of(flags));
		if (Pace.chosen(System.getenv()) == Pace.PROMPT) {
			all.add(FIRST_COMPILER_ONLY);
		}
		return all;
	}

	/** The program that runs this very JVM. */
	static String program() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

	/** Where the cache of this program lies once it is made. */
	Path cache() {
		CRC32 key = new CRC32();
		key.update(String.join(" ", allFlags()).getBytes(StandardCharsets.UTF_8));
		key.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
		String name = this.main.isEmpty() ? this.app.name() : this.main.substring(this.main.lastIndexOf('.') + 1);
		return this.app.directory().resolve("%s-%08x.aot".formatted(name, key.getValue()));
	}

	boolean hasCache() {
		return Files.exists(cache());
	}

	List<String> command(Aot aot, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(program());
		command.addAll(allFlags());
		switch (aot) {
			case USE -> {
				if (hasCache()) {
					command.add("-XX:AOTCache=" + cache());
				}
			}
			case TRAIN -> command.add(hasCache() ? "-XX:AOTCache=" + cache() : "-XX:AOTCacheOutput=" + cache());
			case OFF -> {
			}
		}
		if (this.main.isEmpty()) {
			command.addAll(List.of("-jar", this.app.jar().toString()));
		}
		else {
			command.addAll(List.of("-cp", this.app.jar().toString(), this.main));
		}
		command.addAll(List.of(arguments));
		return command;
	}

	private List<String> allFlags() {
		List<String> all = new ArrayList<>(COMMON);
		all.addAll(this.flags);
		return all;
	}

}
