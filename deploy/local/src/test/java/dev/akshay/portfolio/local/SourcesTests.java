package dev.akshay.portfolio.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What no code of the suite does, as far as its text tells. */
class SourcesTests {

	private static final Predicate<String> LAUNCHER = (name) -> name.startsWith("deploy/local/");

	/** Bench and tests speak to the suite from outside and are no part of it. */
	private static final Map<String, String> CODE = read(".java",
			(name) -> name.contains("/src/main/java/") && !name.matches("(bench|acceptance|platform/test)/.*"));

	private static final Map<String, String> SCRIPTS = read(".js", (name) -> name.startsWith("website/src/main/"));

	@Test
	void servicesStartNoProgramsAndTheLauncherNoShell() {
		Pattern program = Pattern.compile("ProcessBuilder|\\.exec\\(|ProcessHandle\\.of");
		assertThat(found(program, LAUNCHER.negate())).isEmpty();
		assertThat(found(program, LAUNCHER)).as("the pattern finds something").isNotEmpty();
		assertThat(found(Pattern.compile("\"(/bin/)?(ba|da|z)?sh\""), LAUNCHER)).isEmpty();
	}

	/** But for the observatory's rules, which are constants that it hands on. */
	@Test
	void noPatternIsMadeOfInput() {
		Pattern made = Pattern
			.compile("Pattern\\.(compile|matches)\\(\\s*[a-z(]|[a-z)]\\.(replaceAll|replaceFirst|split)\\(\\s*[a-z(]");
		assertThat(found(made, (name) -> !name.startsWith("deploy/")))
			.allMatch((place) -> place.endsWith("/Disclosure.java: Pattern.compile(s"));
	}

	@Test
	void noFormatIsMadeOfInput() {
		Pattern made = Pattern.compile(
				"(String\\.format\\(\\s*|printf\\(\\s*)(Locale\\.ROOT,\\s*)?+[^\"\\sL]|[a-z]\\w*(\\(\\))?\\.formatted\\(");
		assertThat(found(made, (_) -> true)).isEmpty();
	}

	@Test
	void noOtherSiteIsAllowedAnything() {
		assertThat(found(Pattern.compile("Access-Control-Allow|ACCESS_CONTROL_ALLOW|CrossOrigin\\b|Cors[A-Z]\\w+"),
				(_) -> true))
			.isEmpty();
	}

	/** A page hears its worker, and a worker its page. */
	@Test
	void pagesHearNoMessagesOfOthers() {
		assertThat(using(Pattern.compile("postMessage\\("))).containsExactly("proof.js", "solver.js");
		assertThat(SCRIPTS.get(script("proof.js"))).contains("new Worker(new URL(\"solver.js\", import.meta.url)")
			.contains("worker.postMessage(")
			.contains("worker.onmessage");
		assertThat(using(Pattern.compile("(?m)(window|self|parent|^)\\.?addEventListener\\(\"message\"|onmessage")))
			.containsExactly("proof.js", "solver.js");
		assertThat(using(Pattern.compile("solver\\.js"))).containsExactly("proof.js");
	}

	@Test
	void takesCryptographyFromLibraries() {
		Pattern algorithm = Pattern
			.compile("\\b(Mac|MessageDigest|Signature|Cipher|SecretKeyFactory|KeyAgreement|Key\\w*Generator|KeyFactory"
					+ "|SSLContext|SecureRandom)\\.getInstance\\([^)]*\\)");
		Set<String> named = new TreeSet<>();
		CODE.values().forEach((text) -> algorithm.matcher(text).results().forEach((match) -> named.add(match.group())));
		assertThat(named).containsExactly("Mac.getInstance(MAC)", "MessageDigest.getInstance(\"SHA-256\")");
		assertThat(CODE.get("gateway/src/main/java/dev/akshay/portfolio/gateway/owner/credential/Totp.java"))
			.contains("MAC = \"HmacSHA1\"");
		assertThat(found(Pattern.compile("extends \\w+Spi\\b|extends (Mac|MessageDigest|Signature|Cipher|Provider)\\b"),
				(_) -> true))
			.isEmpty();
	}

	@Test
	void everyCertificateIsChecked() {
		assertThat(found(Pattern.compile("TrustManager|HostnameVerifier|Insecure|EndpointIdentification"), (_) -> true))
			.isEmpty();
	}

	@Test
	void nobodyFollowsRedirects() {
		assertThat(found(Pattern.compile("followRedirect|Redirect\\.(NORMAL|ALWAYS)"), (_) -> true)).isEmpty();
	}

	@Test
	void testsAreNotPackaged() {
		Pattern dependency = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
		Pattern forTests = Pattern.compile(
				"<artifactId>(platform-test|[\\w-]*(junit|assertj|testcontainers|-test|devtools)[\\w-]*)</artifactId>");
		List<String> packaged = new ArrayList<>();
		read("pom.xml",
				(name) -> name.matches("(gateway|website|notifier|observatory|[a-z]+-service|platform/core)/.*"))
			.forEach((name, text) -> dependency.matcher(text)
				.results()
				.map((match) -> match.group(1))
				.filter((declared) -> forTests.matcher(declared).find() && !declared.contains("<scope>test</scope>"))
				.forEach((declared) -> packaged.add(name + ": " + declared.strip())));
		assertThat(packaged).isEmpty();
	}

	private static List<String> found(Pattern pattern, Predicate<String> where) {
		List<String> found = new ArrayList<>();
		CODE.forEach((name, text) -> {
			if (where.test(name)) {
				pattern.matcher(text).results().forEach((match) -> found.add(name + ": " + match.group()));
			}
		});
		return found;
	}

	/** The names of scripts, without their folders. */
	private static Set<String> using(Pattern pattern) {
		return SCRIPTS.entrySet()
			.stream()
			.filter((script) -> pattern.matcher(script.getValue()).find())
			.map((script) -> script.getKey().replaceFirst(".*/", ""))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String script(String name) {
		return SCRIPTS.keySet().stream().filter((path) -> path.endsWith("/" + name)).findFirst().orElseThrow();
	}

	private static Map<String, String> read(String ending, Predicate<String> wanted) {
		Map<String, String> texts = Repository
			.files((file) -> file.toString().endsWith(ending) && wanted.test(Repository.name(file)))
			.stream()
			.collect(Collectors.toMap(Repository::name, (Path file) -> Repository.read(file)));
		assertThat(texts).hasSizeGreaterThan(5);
		return texts;
	}

}
