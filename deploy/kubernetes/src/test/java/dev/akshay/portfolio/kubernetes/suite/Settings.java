package dev.akshay.portfolio.kubernetes.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What code reads of one part of the configuration, by its source: a record with
 * {@code @ConfigurationProperties}.
 *
 * @param file where it is written
 * @param prefix the names that all its properties begin with
 * @param components what the record consists of
 * @param conditional whether it is there only where something is set
 */
public record Settings(Path file, String prefix, List<Component> components, boolean conditional) {

	private static final Pattern RECORD = Pattern
		.compile("@ConfigurationProperties\\(\"([a-z.-]+)\"\\)\\s*(?:public )?record \\w+\\(");

	private static final Pattern UPPER_CASE = Pattern.compile("([A-Z])");

	/**
	 * All that a process reads.
	 * @param process its name
	 * @return what its own code reads, and the platform's
	 */
	public static List<Settings> of(String process) {
		return Stream.of(process, "platform/core")
			.flatMap((module) -> Repository.files(module + "/src/main/java", ".java").stream())
			.flatMap((file) -> read(file).stream())
			.toList();
	}

	private static List<Settings> read(Path file) {
		String text = Repository.read(file);
		List<Settings> all = new ArrayList<>();
		Matcher matcher = RECORD.matcher(text);
		while (matcher.find()) {
			List<Component> components = parts(text, matcher.end()).stream().map(Component::of).toList();
			boolean conditional = text.substring(0, matcher.start()).contains("@ConditionalOnProperty");
			all.add(new Settings(file, matcher.group(1), components, conditional));
		}
		return all;
	}

	/** Splits by those commas that are inside of nothing, up to the closing bracket. */
	private static List<String> parts(String text, int start) {
		List<String> parts = new ArrayList<>();
		StringBuilder part = new StringBuilder();
		int depth = 0;
		boolean quoted = false;
		for (int i = start; i < text.length(); i++) {
			char character = text.charAt(i);
			quoted ^= character == '"';
			if (!quoted) {
				if (depth == 0 && (character == ')' || character == ',')) {
					parts.add(part.toString());
					part.setLength(0);
					if (character == ')') {
						return parts;
					}
					continue;
				}
				depth += ("({<".indexOf(character) >= 0) ? 1 : (")}>".indexOf(character) >= 0) ? -1 : 0;
			}
			part.append(character);
		}
		throw new AssertionError("a record does not end");
	}

	/**
	 * One component of such a record.
	 *
	 * @param name its name as properties are written
	 * @param text what stands in the source
	 */
	public record Component(String name, String text) {

		static Component of(String text) {
			String name = text.strip().substring(text.strip().lastIndexOf(' ') + 1);
			return new Component(UPPER_CASE.matcher(name).replaceAll("-$1").toLowerCase(Locale.ROOT), text);
		}

		/**
		 * Whether somebody has to set it.
		 * @return whether it has no default
		 */
		public boolean isRequired() {
			return !this.text.contains("@DefaultValue") && !this.text.contains("@Nullable")
					&& !this.text.strip().startsWith("Map<");
		}

		/**
		 * Whether what it says by itself holds for one machine alone.
		 * @return whether its default names it
		 */
		public boolean isLocal() {
			return this.text.contains("localhost") || this.text.contains("127.0.0.1");
		}

	}

}
