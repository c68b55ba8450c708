import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Writes down what is in an image, as CycloneDX: the packages of its base, the Java runtime, and the libraries of the application.
 * These come from the bill that the build put into the jar ({@code mvn -Psbom package}), which knows their coordinates and licences,
 * or, where there is none, from the jars themselves. Run by the Dockerfile, from source, so it has no library.
 */
final class Sbom {

	private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[\\w.+-]*)\\.jar");

	private Sbom() {
	}

	/** Arguments: the service, its folder, the base's list of packages, the runtime's {@code release}, the file to write. */
	public static void main(String[] arguments) throws IOException {
		Path app = Path.of(arguments[1]);
		List<String> components = new ArrayList<>(packages(Path.of(arguments[2])));
		components.add(runtime(Path.of(arguments[3])));
		Optional<String> bill = billOfTheBuild(app.resolve("app.jar"));
		String document;
		if (bill.isPresent()) {
			int list = components(bill.get());
			document = bill.get().substring(0, list) + String.join(",", components) + "," + bill.get().substring(list);
		}
		else {
			components.addAll(jars(app.resolve("lib")));
			document = """
					{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
					"metadata": {"component": {"type": "application", "bom-ref": "%1$s", "name": "%1$s"}},
					"components": [%2$s]}
					""".formatted(arguments[0], String.join(",\n", components));
		}
		Files.writeString(Path.of(arguments[4]), document);
		System.out.println(components.size() + " components beside those of the build: " + bill.isPresent());
	}

	/** Where the document's own list begins: the tools that made it are listed under the same name, deeper. */
	private static int components(String document) {
		int depth = 0;
		for (int at = 0; at < document.length(); at++) {
			switch (document.charAt(at)) {
				case '{', '[' -> depth++;
				case '}', ']' -> depth--;
				case '"' -> {
					int end = endOfText(document, at + 1);
					if (depth == 1 && document.substring(at + 1, end).equals("components")) {
						return document.indexOf('[', end) + 1;
					}
					at = end;
				}
				default -> {
				}
			}
		}
		throw new IllegalStateException("the bill of the build lists no components");
	}

	private static int endOfText(String document, int from) {
		int end = from;
		while (document.charAt(end) != '"') {
			end += (document.charAt(end) == '\\') ? 2 : 1;
		}
		return end;
	}

	private static Optional<String> billOfTheBuild(Path jar) throws IOException {
		try (ZipFile zip = new ZipFile(jar.toFile())) {
			ZipEntry bill = zip.getEntry("META-INF/sbom/application.cdx.json");
			if (bill == null) {
				return Optional.empty();
			}
			try (InputStream in = zip.getInputStream(bill)) {
				return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
			}
		}
	}

	/** What dpkg says is installed. */
	private static List<String> packages(Path status) throws IOException {
		return Stream.of(Files.readString(status).split("\n\n"))
			.map(Sbom::fields)
			.filter((fields) -> fields.getOrDefault("Status", "").endsWith(" installed"))
			.map((fields) -> component("library", fields.get("Package"), fields.get("Version"),
					"pkg:deb/debian/%s@%s?arch=%s".formatted(fields.get("Package"), fields.get("Version").replace("+", "%2B"),
							fields.get("Architecture")),
					""))
			.sorted()
			.toList();
	}

	private static Map<String, String> fields(String paragraph) {
		return paragraph.lines()
			.map((line) -> line.split(": ", 2))
			.filter((field) -> field.length == 2 && !field[0].startsWith(" "))
			.collect(Collectors.toMap((field) -> field[0], (field) -> field[1], (one, _) -> one, LinkedHashMap::new));
	}

	private static String runtime(Path release) throws IOException {
		Properties properties = new Properties();
		try (InputStream in = Files.newInputStream(release)) {
			properties.load(in);
		}
		String version = properties.getProperty("JAVA_RUNTIME_VERSION", properties.getProperty("JAVA_VERSION", "")).replace("\"", "");
		return component("platform", "openjdk", version, "pkg:generic/openjdk@" + version.replace("+", "%2B"), "");
	}

	private static List<String> jars(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			List<String> components = new ArrayList<>();
			for (Path file : files.filter((each) -> each.toString().endsWith(".jar")).sorted().toList()) {
				components.add(jar(file));
			}
			return components;
		}
	}

	private static String jar(Path file) throws IOException {
		Matcher name = JAR.matcher(file.getFileName().toString());
		if (!name.matches()) {
			throw new IllegalStateException("no version in the name of " + file);
		}
		String hash = """
				, "hashes": [{"alg": "SHA-256", "content": "%s"}]""".formatted(sha256(file));
		String address = coordinates(file, name.group(1))
			.map((group) -> "pkg:maven/%s/%s@%s?type=jar".formatted(group, name.group(1), name.group(2)))
			.orElse("pkg:generic/%s@%s".formatted(name.group(1), name.group(2)));
		return component("library", name.group(1), name.group(2), address, hash);
	}

	/** The group of a jar that says it itself. */
	private static Optional<String> coordinates(Path file, String artifact) throws IOException {
		try (ZipFile zip = new ZipFile(file.toFile())) {
			return zip.stream()
				.map(ZipEntry::getName)
				.filter((entry) -> entry.endsWith("/" + artifact + "/pom.properties"))
				.map((entry) -> entry.split("/")[2])
				.findFirst();
		}
	}

	private static String component(String type, String name, String version, String address, String more) {
		return """
				{"type": "%1$s", "bom-ref": "%2$s", "name": "%3$s", "version": "%4$s", "purl": "%2$s"%5$s}"""
			.formatted(type, address, name, version, more);
	}

	private static String sha256(Path file) throws IOException {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JDK has SHA-256", ex);
		}
	}

}
