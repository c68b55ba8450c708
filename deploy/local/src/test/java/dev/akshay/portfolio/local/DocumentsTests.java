package dev.akshay.portfolio.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is written about the code is true where a program can tell. */
class DocumentsTests {

	private static final Pattern BLOCK = Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE);

	private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");

	private static final Pattern LINK = Pattern.compile("\\[[^\\[\\]]*]\\(([^)\\s]+)\\)");

	private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+?) *$", Pattern.MULTILINE);

	private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Tests)(?:\\.(\\w+))?`");

	private static final Pattern COMMAND = Pattern.compile("\\./portfolio ([a-z]+)\\b");

	private static final Pattern METHOD = Pattern.compile("\\bvoid (\\w+)\\(");

	@Test
	void everyLinkLeadsSomewhere() {
		List<String> broken = new ArrayList<>();
		for (Path document : documents()) {
			String text = CODE.matcher(withoutBlocks(document)).replaceAll("");
			LINK.matcher(text)
				.results()
				.map((match) -> match.group(1))
				.filter((target) -> !target.matches("[a-z]+:.*") && !leads(document, target))
				.forEach((target) -> broken.add(Repository.name(document) + " → " + target));
		}
		assertThat(broken).isEmpty();
	}

	@Test
	void everyTestThatIsNamedExists() {
		Map<String, Set<String>> tests = tests();
		List<String> missing = new ArrayList<>();
		for (Path document : documents()) {
			Matcher named = TEST.matcher(Repository.read(document));
			while (named.find()) {
				Set<String> methods = tests.get(named.group(1));
				if (methods == null || (named.group(2) != null && !methods.contains(named.group(2)))) {
					missing.add(Repository.name(document) + ": " + named.group());
				}
			}
		}
		assertThat(missing).isEmpty();
	}

	@Test
	void everyCommandThatIsNamedExists() {
		Set<String> named = new TreeSet<>();
		for (Path document : documents()) {
			COMMAND.matcher(Repository.read(document)).results().map((match) -> match.group(1)).forEach(named::add);
		}
		assertThat(named).contains("up", "backup", "restore")
			.allSatisfy((command) -> assertThat(Portfolio.run("help", command)).as(command).isZero());
	}

	/** The owner's words lie below addresses of the site, not of the checkout. */
	private static List<Path> documents() {
		List<Path> documents = Repository.files((file) -> file.toString().endsWith(".md")
				&& !Repository.name(file).matches("content/(projects|insights)/.*"));
		assertThat(documents).hasSizeGreaterThan(20);
		return documents;
	}

	private static String withoutBlocks(Path document) {
		return BLOCK.matcher(Repository.read(document)).replaceAll("");
	}

	private static boolean leads(Path document, String target) {
		String[] parts = target.split("#", 2);
		Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
		if (!Files.exists(file)) {
			return false;
		}
		return parts.length == 1 || !file.toString().endsWith(".md") || anchors(file).contains(parts[1]);
	}

	/** As the usual hosts make them of headings. */
	private static Set<String> anchors(Path document) {
		Set<String> anchors = new HashSet<>();
		Map<String, Integer> seen = new HashMap<>();
		HEADING.matcher(withoutBlocks(document)).results().map((match) -> match.group(1)).forEach((heading) -> {
			String anchor = heading.replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^\\p{L}\\p{N} _-]", "")
				.replace(' ', '-');
			int before = seen.merge(anchor, 1, Integer::sum) - 1;
			anchors.add((before == 0) ? anchor : anchor + "-" + before);
		});
		return anchors;
	}

	/** The methods of every test class; several may have the same name. */
	private static Map<String, Set<String>> tests() {
		Map<String, Set<String>> tests = new HashMap<>();
		for (Path file : Repository.files((path) -> path.toString().endsWith("Tests.java"))) {
			Set<String> methods = tests.computeIfAbsent(file.getFileName().toString().replace(".java", ""),
					(_) -> new HashSet<>());
			METHOD.matcher(Repository.read(file)).results().map((match) -> match.group(1)).forEach(methods::add);
		}
		return tests;
	}

}
