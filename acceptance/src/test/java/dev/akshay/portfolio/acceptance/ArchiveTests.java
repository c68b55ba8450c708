package dev.akshay.portfolio.acceptance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All content out of one suite and into another one, which is empty, and what is left of
 * an import when processes are gone. These suites are their own.
 */
class ArchiveTests {

	/** A character for each byte: images are files like others. */
	private static final Charset BYTES = StandardCharsets.ISO_8859_1;

	private static final String MANIFEST = ".studio/manifest.json";

	private static final String DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";

	private static final Path CONTENT = Path.of("..", "content");

	/** Lies beside the content, and is none. */
	private static final Set<String> ABOUT_THE_FOLDER = Set.of("README.md", "kustomization.yaml");

	@TempDir
	private Path folder;

	@Test
	void whatGoesOutOfOneSuiteComesOutOfAnotherAsItWas() throws IOException {
		byte[] moved;
		String image;
		try (var suite = suite("one", CONTENT)) {
			var owner = owner(suite);
			var exported = export(suite, owner);
			assertThat(without(exported, MANIFEST)).isEqualTo(content());
			draft(suite, owner);
			image = image(suite, owner);
			assertThat(suite
				.post("/api/projects/kodai/rename", "{\"slug\": \"kodai-now\"}", "Authorization", owner, "If-Match",
						"\"r1\"", "Content-Type", "application/json")
				.statusCode()).isEqualTo(200);
			moved = zip(suite, owner);
			assertThat(unzip(moved)).containsKeys("projects/kodai-now.md", ".studio/projects.json",
					".studio/drafts/insights/the-tail-at-scale.md", image.substring(1), "media/media.json");
		}
		try (var suite = suite("other", empty())) {
			var owner = owner(suite);
			var looked = post(suite, owner, "dryRun=true&replace=true", moved);
			assertThat(looked.statusCode()).as(looked.body()).isEqualTo(200);
			assertThat(Suite.JSON.readTree(looked.body()).get("files").valueStream())
				.noneMatch((file) -> file.get("change").asString().equals("refused"));
			assertThat(export(suite, owner)).doesNotContainKeys("projects/kodai-now.md", image.substring(1));
			var taken = post(suite, owner, "replace=true", moved);
			assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
			var again = unzip(zip(suite, owner));
			assertThat(without(again, MANIFEST)).isEqualTo(without(unzip(moved), MANIFEST));
			assertThat(withoutTime(again)).isEqualTo(withoutTime(unzip(moved)));
			assertThat(suite.get("/projects/kodai-now").statusCode()).isEqualTo(200);
			assertThat(suite.get("/projects/kodai").statusCode()).isIn(301, 308);
			assertThat(suite.get(image).statusCode()).isEqualTo(200);

			changesNothingForWhatIsRefused(suite, owner, again);
			changesNothingWithoutOne(suite, owner, again);
			survivesADeathBehindTheDecision(suite, owner, again);
		}
	}

	private void changesNothingForWhatIsRefused(Suite suite, String owner, Map<String, String> archive) {
		var never = "Never to be seen";
		var untitled = archive.get("insights/the-tail-at-scale.md").replaceFirst("title: .*\n", "");
		refused(suite, owner, changed(archive, never, "projects/../../escaped.md", "x"), "projects/../../escaped.md");
		refused(suite, owner, changed(archive, never, "insights/bomb.md", "x".repeat(8 * 1024 * 1024)),
				"insights/bomb.md");
		refused(suite, owner, changed(archive, never, "insights/untitled.md", untitled), "insights/untitled.md: title");
		refused(suite, owner, changed(archive, never, "media/x.png", "<script>"), "media/x.png: alt");
		var twice = new String(changed(archive, never, "projects/twin-a.md", "x", "projects/twin-b.md", "x"), BYTES);
		refused(suite, owner, twice.replace("twin-b", "twin-a").getBytes(BYTES), "projects/twin-a.md");
		var lies = unzip(changed(archive, never));
		lies.put(MANIFEST, lies.get(MANIFEST).replaceFirst("\"sha256\":\"..", "\"sha256\":\"00"));
		refused(suite, owner, zip(lies),
				lies.keySet().stream().filter((path) -> !path.equals(MANIFEST)).findFirst().orElseThrow());
		assertThat(export(suite, owner)).isEqualTo(without(archive, MANIFEST));
	}

	private static void refused(Suite suite, String owner, byte[] zip, String blamed) {
		var answer = post(suite, owner, "", zip);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
		var problem = Suite.JSON.readTree(answer.body());
		assertThat(problem.get("type").asString()).endsWith("/invalid-archive");
		assertThat(problem.get("errors").valueStream()).extracting((error) -> error.get("field").asString())
			.contains(blamed);
	}

	private void changesNothingWithoutOne(Suite suite, String owner, Map<String, String> archive) {
		assertThat(suite.launcher("stop", "insights-service").exitCode()).isZero();
		var refused = post(suite, owner, "", changed(archive, "Never to be seen"));
		assertThat(suite.launcher("start", "insights-service").exitCode()).isZero();
		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
		Awaitility.await()
			.atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(export(suite, owner)).isEqualTo(without(archive, MANIFEST)));
	}

	/**
	 * The decision is certain, nobody was told, and the process that has to tell it dies.
	 */
	private void survivesADeathBehindTheDecision(Suite suite, String owner, Map<String, String> archive) {
		assertThat(suite.launcher("stop", "kafka").exitCode()).isZero();
		var taken = post(suite, owner, "", changed(archive, "Seen by everybody"));
		assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
		assertThat(suite.get("/api/profile", "Cache-Control", "no-store").body()).contains("Seen by everybody");
		assertThat(suite.get("/api/projects/kodai-now", "Cache-Control", "no-store").body())
			.doesNotContain("Seen by everybody");
		assertThat(suite.launcher("kill", "profile-service").exitCode()).isZero();
		assertThat(suite.launcher("start", "kafka").exitCode()).isZero();
		var location = taken.headers().firstValue("Location").orElseThrow();
		Awaitility.await().atMost(Suite.LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
			var progress = suite.get(location, "Authorization", owner);
			assertThat(progress.statusCode()).isEqualTo(200);
			assertThat(Suite.JSON.readTree(progress.body()).get("state").asString()).isEqualTo("applied");
		});
		assertThat(suite.get("/api/projects/kodai-now", "Cache-Control", "no-store").body())
			.contains("Seen by everybody");
	}

	private Suite suite(String name, Path content) {
		var suite = new Suite(this.folder.resolve(name),
				Map.of("PORTFOLIO_CONTENT_LOCATION", content.toAbsolutePath().normalize().toString(),
						"SPRING_APPLICATION_JSON", Suite.PATIENT.get("SPRING_APPLICATION_JSON")));
		suite.up();
		return suite;
	}

	private Path empty() throws IOException {
		var folder = Files.createDirectories(this.folder.resolve("content"));
		Files.createDirectories(folder.resolve("projects"));
		Files.createDirectories(folder.resolve("insights"));
		Files.writeString(folder.resolve("profile.yaml"), """
				name: Nobody
				site: nobody.test
				headline: Nothing yet
				roles: [nobody]
				lookingFor: An archive
				email: nobody@nobody.test
				linkedin: linkedin.com/in/nobody
				summary: Nothing.
				figures: [{value: "0", label: projects}]
				specialities: [waiting]
				experience: [{company: None, summary: None, highlights: [None], stack: []}]
				education: [{degree: None, school: None, year: 2000}]
				certifications: []
				recognition: []
				beyond: []
				skills: [{group: None, items: [None]}]
				""");
		return folder;
	}

	/** The gateway finds its database by itself, some time after the suite is up. */
	private static String owner(Suite suite) {
		return Awaitility.await().atMost(Suite.LIMIT).pollInterval(Duration.ofSeconds(1)).until(() -> {
			var made = suite.launcher("owner", "token", "mover", "--scopes", "content:read,content:write", "--days",
					"1");
			return (made.exitCode() == 0) ? "Bearer " + made.lines().getLast() : "";
		}, (token) -> !token.isEmpty());
	}

	private static void draft(Suite suite, String owner) {
		var path = "/api/insights/the-tail-at-scale";
		var item = suite.get(path + "?view=owner", "Authorization", owner);
		var document = ((ObjectNode) Suite.JSON.readTree(item.body()).get("document")).put("title", "Not seen yet");
		var put = suite.send(suite
			.request(path + "?draft=true", "Authorization", owner, "If-Match",
					item.headers().firstValue("ETag").orElseThrow(), "Content-Type", "application/json")
			.PUT(BodyPublishers.ofString(document.toString())));
		assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
	}

	private static String image(Suite suite, String owner) {
		var added = suite.send(suite
			.request("/api/media?name=dot.png&alt=A%20dot", "Authorization", owner, "Content-Type", "image/png")
			.POST(BodyPublishers.ofByteArray(Base64.getDecoder().decode(DOT))));
		assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
		return Suite.JSON.readTree(added.body()).get("address").asString();
	}

	private static Map<String, String> export(Suite suite, String owner) {
		return without(unzip(zip(suite, owner)), MANIFEST);
	}

	private static byte[] zip(Suite suite, String owner) {
		var answer = suite.send(suite.request("/api/export", "Authorization", owner).GET(), BodyHandlers.ofByteArray());
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
		return answer.body();
	}

	private static HttpResponse<String> post(Suite suite, String owner, String query, byte[] zip) {
		return suite
			.send(suite.request("/api/import?" + query, "Authorization", owner, "Content-Type", "application/zip")
				.POST(BodyPublishers.ofByteArray(zip)));
	}

	/** The files that make the site what it is. */
	private static Map<String, String> content() throws IOException {
		var files = new TreeMap<String, String>();
		try (var all = Files.walk(CONTENT)) {
			for (var file : all.filter(Files::isRegularFile).toList()) {
				var path = CONTENT.relativize(file).toString();
				if (!ABOUT_THE_FOLDER.contains(path)) {
					files.put(path, Files.readString(file, BYTES));
				}
			}
		}
		return files;
	}

	private static Map<String, String> without(Map<String, String> files, String path) {
		var others = new TreeMap<>(files);
		others.remove(path);
		return others;
	}

	private static JsonNode withoutTime(Map<String, String> files) {
		return ((ObjectNode) Suite.JSON.readTree(files.get(MANIFEST))).put("exportedAt", "");
	}

	private static byte[] changed(Map<String, String> archive, String words, String... more) {
		var files = new TreeMap<>(without(archive, MANIFEST));
		for (int i = 0; i < more.length; i += 2) {
			files.put(more[i], more[i + 1]);
		}
		files.compute("profile.yaml", (_, text) -> text.replaceFirst("headline: .*", "headline: " + words));
		files.compute("projects/kodai-now.md", (_, text) -> text.replaceFirst("summary: .*", "summary: " + words));
		var manifest = Suite.JSON.createObjectNode()
			.put("format", "portfolio")
			.put("version", 1)
			.put("exportedAt", "2026-11-25T12:00:00Z");
		var told = manifest.putArray("files");
		files.forEach((path,
				text) -> told.addObject().put("path", path).put("size", text.length()).put("sha256", sha256(text)));
		files.put(MANIFEST, manifest.toString());
		return zip(files);
	}

	private static byte[] zip(Map<String, String> files) {
		var zip = new ByteArrayOutputStream();
		try (var writer = new ZipOutputStream(zip)) {
			for (var file : files.entrySet()) {
				writer.putNextEntry(new ZipEntry(file.getKey()));
				writer.write(file.getValue().getBytes(BYTES));
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return zip.toByteArray();
	}

	private static Map<String, String> unzip(byte[] zip) {
		var files = new TreeMap<String, String>();
		try (var reader = new ZipInputStream(new ByteArrayInputStream(zip))) {
			for (var entry = reader.getNextEntry(); entry != null; entry = reader.getNextEntry()) {
				files.put(entry.getName(), new String(reader.readAllBytes(), BYTES));
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return files;
	}

	private static String sha256(String text) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(BYTES)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
