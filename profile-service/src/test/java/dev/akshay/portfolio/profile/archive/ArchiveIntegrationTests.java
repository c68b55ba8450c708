package dev.akshay.portfolio.profile.archive;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

import javax.imageio.ImageIO;

import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.OwnerTokens;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import dev.akshay.portfolio.platform.test.SampleEvent;
import dev.akshay.portfolio.platform.test.StoredEvents;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

import static dev.akshay.portfolio.profile.archive.StubParticipant.BYTES;
import static org.assertj.core.api.Assertions.assertThat;

/** All content out and in again, with other services that do as they are told. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "portfolio.content.location=../content", "portfolio.archive.settle=500ms",
				"logging.level.dev.akshay.portfolio.profile.archive=debug" })
@AutoConfigureWebTestClient(timeout = "60s")
@Import({ RealPostgreSql.class, NoKafka.class, OwnerTokens.class })
@ExtendWith(OutputCaptureExtension.class)
class ArchiveIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final long HUNDRED_MEGABYTES = 100L * 1024 * 1024;

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final MediaType ZIP = MediaType.parseMediaType("application/zip");

	private static final String MANIFEST = ".studio/manifest.json";

	private static final String SAID = "media/media.json";

	private static final String PROFILE = "profile.yaml";

	private static final StubParticipant PROJECTS = new StubParticipant();

	private static final StubParticipant INSIGHTS = new StubParticipant();

	@Autowired
	private WebTestClient http;

	@Autowired
	private OwnerTokens.Maker tokens;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private Importing importing;

	@LocalServerPort
	private int port;

	private StoredEvents events;

	private long mark;

	@DynamicPropertySource
	static void participants(DynamicPropertyRegistry properties) {
		properties.add("portfolio.services.projects-service", PROJECTS::url);
		properties.add("portfolio.services.insights-service", INSIGHTS::url);
	}

	@AfterAll
	static void close() {
		PROJECTS.close();
		INSIGHTS.close();
	}

	@BeforeEach
	void startListening() {
		PROJECTS.reset(Map.of("projects/kiln.md", "A kiln", ".studio/drafts/projects/wheel.md", "A wheel"));
		INSIGHTS.reset(Map.of("insights/kites.md", "Kites"));
		sql("delete from media");
		sql("update archive_import set state = 'dropped' where state in ('open', 'decided')");
		this.events = new StoredEvents(this.database);
		this.mark = this.events.mark();
	}

	@Test
	void exportsEverything() throws Exception {
		var archive = export();
		assertThat(archive.keySet()).contains(MANIFEST, PROFILE, "projects/kiln.md", ".studio/drafts/projects/wheel.md",
				"insights/kites.md");
		assertThat(archive.get(PROFILE)).isEqualTo(Files.readString(Path.of("..", "content", PROFILE), BYTES));
		assertThat(archive).containsEntry("projects/kiln.md", "A kiln");
		var manifest = JSON.readTree(archive.get(MANIFEST));
		assertThat(manifest.get("format").asString()).isEqualTo("portfolio");
		assertThat(manifest.get("version").asInt()).isEqualTo(1);
		assertThat(Instant.parse(manifest.get("exportedAt").asString())).isBeforeOrEqualTo(Instant.now());
		assertThat(manifest.get("files").valueStream().map((file) -> file.get("path").asString()))
			.containsExactlyElementsOf(archive.keySet().stream().filter((path) -> !path.equals(MANIFEST)).toList());
		for (var file : manifest.get("files")) {
			var content = archive.get(file.get("path").asString());
			assertThat(file.get("size").asInt()).isEqualTo(content.length());
			assertThat(file.get("sha256").asString()).isEqualTo(sha256(content));
		}
		assertThat(PROJECTS.authorizations()).hasSize(1).allMatch((shown) -> shown.startsWith("Bearer "));
	}

	@Test
	void exportsNothingWithoutAll() {
		INSIGHTS.goAway();
		var answer = this.http.get()
			.uri("/api/export")
			.header("Authorization", this.tokens.bearer("content:read"))
			.exchange()
			.expectBody()
			.returnResult();
		assertThat(answer.getStatus().value()).isEqualTo(503);
		assertThat(body(answer).get("detail").asString()).contains("insights-service");
	}

	@Test
	void tellsWhatWouldBecomeOfEachFile() {
		var archive = with(PROFILE, (profile) -> profile.replaceFirst("headline: .*", "headline: Builds bridges"));
		archive.put("projects/bridge.md", "A bridge");
		var answer = send(archive, "dryRun=true");
		assertThat(answer.getStatus().value()).isEqualTo(200);
		assertThat(body(answer).get("state").asString()).isEqualTo("checked");
		assertThat(changes(answer)).containsExactlyInAnyOrder("profile.yaml changed", "projects/kiln.md unchanged",
				"projects/bridge.md new", ".studio/drafts/projects/wheel.md unchanged", "insights/kites.md unchanged");
		assertThat(this.events.since(this.mark)).isEmpty();
		assertThat(PROJECTS.staged()).isEmpty();
		assertThat(headline()).isNotEqualTo("Builds bridges");
	}

	@Test
	void takesEverythingIn() {
		var before = export();
		var archive = with(PROFILE, (profile) -> profile.replaceFirst("headline: .*", "headline: Builds kilns"));
		var answer = send(archive, "");
		assertThat(answer.getStatus().value()).as(text(answer)).isEqualTo(200);
		assertThat(body(answer).get("state").asString()).isEqualTo("applied");
		assertThat(headline()).isEqualTo("Builds kilns");
		var id = body(answer).get("id").asString();
		assertThat(PROJECTS.staged().get(id).keySet()).containsExactlyInAnyOrder("projects/kiln.md",
				".studio/drafts/projects/wheel.md");
		assertThat(INSIGHTS.staged().get(id).keySet()).containsExactly("insights/kites.md");
		var told = this.events.since(this.mark);
		assertThat(told).extracting(SampleEvent::key).containsExactly("profile", id);
		assertThat(told.getLast().headers()).containsEntry("ce_type", "dev.akshay.portfolio.content.import-decided.v1");
		assertSchema("import-decided.v1", told.getLast().data());
		assertThat(export().get(PROFILE)).isEqualTo(archive.get(PROFILE));
		// and back
		assertThat(send(before, "").getStatus().value()).isEqualTo(200);
		assertThat(headline()).isNotEqualTo("Builds kilns");
	}

	@Test
	void imagesTravelWithWhatIsSaidOfThem() {
		var image = added("A ferry");
		var other = added("A bridge");
		var archive = export();
		var bytes = archive.get(file(image));
		assertThat(bytes).isEqualTo(new String(read(image), BYTES));
		assertThat(JSON.readTree(archive.get(SAID)).valueStream().map((said) -> said.get("alt").asString()))
			.containsExactly("A ferry", "A bridge");
		sql("delete from media");

		assertThat(changes(send(archive, "dryRun=true"))).contains(file(image) + " new", file(other) + " new",
				SAID + " new");
		assertThat(sql("select id from media")).isZero();

		var taken = send(archive, "");
		assertThat(taken.getStatus().value()).as(text(taken)).isEqualTo(200);
		assertThat(changes(taken)).contains(file(image) + " new", SAID + " new");
		assertThat(new String(read(image), BYTES)).isEqualTo(bytes);
		assertThat(without(export())).isEqualTo(without(archive));
		assertThat(changes(send(archive, "dryRun=true"))).contains(file(image) + " unchanged", SAID + " unchanged");
	}

	@Test
	void imagesAreDescribedAsTheArchiveDoes() {
		var image = added("A ferry");
		var archive = with(SAID, (said) -> said.replace("A ferry", "A steamer"));
		assertThat(changes(send(archive, "dryRun=true"))).contains(file(image) + " unchanged", SAID + " changed");
		assertThat(send(archive, "").getStatus().value()).isEqualTo(200);
		assertThat(export().get(SAID)).contains("A steamer");
		// what is not in an archive stays
		archive.remove(SAID);
		archive.remove(file(image));
		assertThat(send(archive, "replace=true").getStatus().value()).isEqualTo(200);
		assertThat(export()).containsKeys(file(image), SAID);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			the file      | <script>            | body is
			the file      | of another          | is another image than its name says
			what is said  | []                  | alt must be told in media/media.json
			what is said  | [null]              | must be a list of images
			what is said  | null                | must be a list of images
			what is said  | [{                  | cannot be read
			what is said  | without words       | alt must not be blank
			what is said  | of one more         | gone.jpg is not there
			what is said  | twice               | is there twice
			""")
	void changesNothingWhenAnImageIsRefused(String where, String what, String why) {
		var image = added("A ferry");
		var archive = changed();
		sql("delete from media");
		var good = added("A good one");
		archive.put(file(good), new String(read(good), BYTES));
		sql("delete from media");
		var said = "{\"file\": \"%s\", \"name\": \"x.jpg\", \"alt\": \"%s\"}";
		var one = said.formatted(file(image).substring("media/".length()), "A ferry");
		var goodOne = said.formatted(file(good).substring("media/".length()), "A good one");
		archive.put(SAID, "[%s, %s]".formatted(goodOne, one));
		if (where.equals("the file")) {
			archive.put(file(image), what.equals("of another") ? picture() : what);
		}
		else {
			archive.put(SAID, switch (what) {
				case "without words" -> "[%s, %s]".formatted(goodOne, one.replace("A ferry", " "));
				case "of one more" -> "[%s, %s, %s]".formatted(goodOne, one, said.formatted("gone.jpg", "x"));
				case "twice" -> "[%s, %s, %s]".formatted(goodOne, one, one);
				default -> what;
			});
		}
		this.mark = this.events.mark();
		var looked = send(archive, "dryRun=true");
		assertThat(looked.getStatus().value()).as(text(looked)).isEqualTo(200);
		assertThat(text(looked)).contains("refused");
		var answer = send(archive, "");
		assertUnchanged(answer, 422, "invalid-archive", null);
		assertThat(body(answer).get("detail").asString()).contains(why);
		assertThat(sql("select id from media")).isZero();
	}

	@Test
	void saysWhereToLookWhenItTakesLonger() {
		PROJECTS.takeItsTime(true);
		var answer = send(export(), "");
		assertThat(answer.getStatus().value()).isEqualTo(202);
		assertThat(body(answer).get("state").asString()).isEqualTo("applying");
		var location = Objects.requireNonNull(answer.getResponseHeaders().getLocation()).toString();
		var progress = get(location);
		assertThat(progress.get("state").asString()).isEqualTo("applying");
		assertThat(progress.get("services").get("projects-service").asString()).isEqualTo("applying");
		assertThat(progress.get("services").get("insights-service").asString()).isEqualTo("applied");
		// one after the other
		var next = send(export(), "");
		assertThat(next.getStatus().value()).isEqualTo(409);
		assertThat(body(next).get("type").asString()).endsWith("/import-running");
		PROJECTS.takeItsTime(false);
		assertThat(get(location).get("state").asString()).isEqualTo("applied");
		assertThat(send(export(), "").getStatus().value()).isEqualTo(200);
	}

	@Test
	void tellsInItsLogWhyItDoesNotKnowHowFarAServiceIs(CapturedOutput output) {
		PROJECTS.takeItsTime(true);
		var answer = send(export(), "");
		var location = Objects.requireNonNull(answer.getResponseHeaders().getLocation()).toString();
		assertThat(output).doesNotContain("does not say how far");
		PROJECTS.goAway();
		assertThat(get(location).get("services").get("projects-service").asString()).isEqualTo("applying");
		assertThat(output)
			.contains("The projects-service does not say how far import " + body(answer).get("id").asString() + " is")
			.contains("ErrorResponseException");
	}

	@Test
	void takesTheNextOneAsSoonAsTheLastOneIsDone() {
		PROJECTS.takeItsTime(true);
		assertThat(send(export(), "").getStatus().value()).isEqualTo(202);
		PROJECTS.takeItsTime(false);
		assertThat(send(export(), "").getStatus().value()).isEqualTo(200);
	}

	@Test
	void changesNothingWhenAnotherServiceRefuses() {
		PROJECTS.refuse("projects/kiln.md");
		assertUnchanged(send(changed(), ""), 422, "invalid-archive", "projects/kiln.md: title");
	}

	@Test
	void changesNothingWhenTheProfileIsWrong() {
		var archive = with(PROFILE, (profile) -> profile.replaceFirst("headline: .*", "headline: ''"));
		assertUnchanged(send(archive, ""), 422, "invalid-archive", "profile.yaml: headline");
	}

	@Test
	void changesNothingWhenAnotherServiceFails() {
		var archive = changed();
		INSIGHTS.goAway();
		assertUnchanged(send(archive, ""), 503, "service-unavailable", null);
	}

	@Test
	void changesNothingWhenItDiesWhileItDecides() {
		var archive = changed();
		sql("""
				create function refuse_decisions() returns trigger language plpgsql as
				$$ begin raise exception 'as if it died'; end $$""");
		sql("""
				create trigger refuse_decisions before insert on outbox for each row
				when (new.headers like '%import-decided%') execute function refuse_decisions()""");
		try {
			var answer = send(archive, "");
			assertThat(answer.getStatus().value()).isEqualTo(500);
			assertUnchanged();
		}
		finally {
			sql("drop trigger refuse_decisions on outbox");
			sql("drop function refuse_decisions");
		}
	}

	@Test
	void givesUpWhatNobodyDecided() {
		var id = UUID.randomUUID();
		sql("insert into archive_import (id, author, started_at) values ('%s', 'session', now() - interval '1 hour')"
			.formatted(id));
		assertThat(this.importing.giveUpForgotten().block(PATIENCE)).isEqualTo(1);
		assertThat(this.events.since(this.mark)).singleElement().satisfies((event) -> {
			assertThat(event.key()).isEqualTo(id.toString());
			assertThat(event.headers().get("ce_type")).endsWith("import-dropped.v1");
			assertSchema("import-dropped.v1", event.data());
		});
		this.http.get()
			.uri("/api/imports/" + id)
			.header("Authorization", this.tokens.bearer("content:write"))
			.exchange()
			.expectStatus()
			.isNotFound();
		// and is no hindrance while it waits for that
		sql("update archive_import set state = 'open' where id = '%s'".formatted(id));
		assertThat(send(export(), "").getStatus().value()).isEqualTo(200);
	}

	@Test
	void tellsAgainWhatNobodyDidForLongAndLessAndLess() {
		var id = UUID.randomUUID();
		sql("insert into archive_import (id, author, state, started_at, settled_at) values ('%s', 'session', 'decided', now(), now())"
			.formatted(id));
		assertThat(this.importing.tellAgain().blockOptional(PATIENCE)).isEmpty();
		sql("update archive_import set started_at = now() - interval '6 minutes', settled_at = now() - interval '6 minutes'");
		assertThat(this.importing.tellAgain().block(PATIENCE)).isEqualTo(id);
		assertThat(this.events.since(this.mark)).singleElement().satisfies((event) -> {
			assertThat(event.key()).isEqualTo(id.toString());
			assertThat(event.headers().get("ce_type")).endsWith("import-decided.v1");
			assertSchema("import-decided.v1", event.data());
		});
		sql("update archive_import set started_at = now() - interval '27 minutes', settled_at = now() - interval '13 minutes'");
		assertThat(this.importing.tellAgain().blockOptional(PATIENCE)).isEmpty();
		sql("update archive_import set settled_at = now() - interval '14 minutes'");
		assertThat(this.importing.tellAgain().block(PATIENCE)).isEqualTo(id);
	}

	@Test
	void waitsForOneThatIsStillDeciding() {
		sql("insert into archive_import (id, author) values ('%s', 'session')".formatted(UUID.randomUUID()));
		assertThat(send(export(), "").getStatus().value()).isEqualTo(409);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			../profile.yaml         | x  | ../profile.yaml
			/etc/passwd             | x  | /etc/passwd
			README.md               | x  | README.md
			.studio/other.json      | {} | .studio/other.json
			""")
	void refusesWhatDoesNotBelong(String path, String content, String blamed) {
		var archive = changed();
		archive.put(path, content);
		assertUnchanged(send(archive, ""), 422, "invalid-archive", blamed);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"version" : 1    | "version" : 2       | version must be 1
			"portfolio"      | "other"             | format must be portfolio
			"format"         | "forma              | cannot be read
			profile.yaml     | profile.yml         | is not what the manifest says
			kiln.md          | kilns.md            | kilns.md is missing
			"size" : 6       | "size" : 7          | is not what the manifest says
			"files"          | "list"              | files must be there
			""")
	void refusesAManifestThatLies(String what, String instead, String why) {
		var archive = changed();
		manifest(archive);
		archive.put(MANIFEST, archive.get(MANIFEST).replace(what, instead));
		var answer = post(StubParticipant.zip(archive), "");
		assertUnchanged(answer, 422, "invalid-archive", null);
		assertThat(body(answer).get("detail").asString()).contains(why);
	}

	@Test
	void refusesAManifestThatTellsOfAFileTwice() {
		var archive = changed();
		manifest(archive);
		var manifest = (ObjectNode) JSON.readTree(archive.get(MANIFEST));
		var files = manifest.withArray("files");
		files.add(files.get(0));
		archive.put(MANIFEST, manifest.toString());
		assertUnchanged(post(StubParticipant.zip(archive), ""), 422, "invalid-archive",
				files.get(0).get("path").asString());
	}

	@Test
	void refusesABombAndNamesIt() {
		var archive = changed();
		archive.put(".studio/drafts/projects/bomb.md", "x".repeat(8 * 1024 * 1024));
		assertUnchanged(send(archive, ""), 422, "invalid-archive", ".studio/drafts/projects/bomb.md");
	}

	@Test
	void refusesAFileThatIsThereTwice() {
		var archive = changed();
		archive.put("projects/twin-a.md", "x");
		archive.put("projects/twin-b.md", "x");
		manifest(archive);
		var zip = new String(StubParticipant.zip(archive), BYTES).replace("twin-b", "twin-a");
		assertUnchanged(post(zip.getBytes(BYTES), ""), 422, "invalid-archive", "projects/twin-a.md");
	}

	@Test
	void refusesWhatIsNotAnArchive() {
		assertUnchanged(post("PK, but no archive at all".getBytes(StandardCharsets.UTF_8), ""), 422, "invalid-archive",
				"archive");
		var without = changed();
		without.remove(MANIFEST);
		assertUnchanged(post(StubParticipant.zip(without), ""), 422, "invalid-archive", MANIFEST);
	}

	@Test
	void refusesAHundredMegabytesWhileTheyCome() throws IOException {
		long sent = 0;
		try (var socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(30_000);
			socket.getOutputStream().write("""
					POST /api/import HTTP/1.1
					Host: localhost
					Authorization: %s
					Content-Type: application/zip
					Transfer-Encoding: chunked

					""".formatted(this.tokens.bearer("content:write")).replace("\n", "\r\n").getBytes(BYTES));
			var chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(BYTES);
			while (sent < HUNDRED_MEGABYTES && socket.getInputStream().available() == 0) {
				socket.getOutputStream().write(chunk);
				sent += 0x10000;
			}
			assertThat(new String(socket.getInputStream().readAllBytes(), BYTES)).startsWith("HTTP/1.1 413 ");
		}
		catch (IOException _) {
			// closed by the other end, which may reach us before its answer does
		}
		assertThat(sent).isLessThan(HUNDRED_MEGABYTES);
		assertUnchanged();
	}

	@Test
	void isForTheOwner() {
		this.http.get().uri("/api/export").exchange().expectStatus().isUnauthorized();
		this.http.get()
			.uri("/api/export")
			.header("Authorization", this.tokens.bearer("content:write"))
			.exchange()
			.expectStatus()
			.isForbidden();
		this.http.post()
			.uri("/api/import")
			.contentType(ZIP)
			.bodyValue(new byte[1])
			.exchange()
			.expectStatus()
			.isUnauthorized();
		this.http.get().uri("/api/imports/" + UUID.randomUUID()).exchange().expectStatus().isUnauthorized();
	}

	/** Adds an image that was never there, and tells its address. */
	private String added(String alt) {
		return body(this.http.post()
			.uri("/api/media?name=x.jpg&alt=" + alt)
			.header("Authorization", this.tokens.bearer("content:write"))
			.contentType(MediaType.IMAGE_JPEG)
			.bodyValue(picture().getBytes(BYTES))
			.exchange()
			.expectStatus()
			.isCreated()
			.expectBody()
			.returnResult()).get("address").asString();
	}

	private static String picture() {
		var image = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
		var graphics = image.createGraphics();
		graphics.setColor(new Color(UUID.randomUUID().hashCode()));
		graphics.fillRect(0, 0, 60, 40);
		graphics.dispose();
		var bytes = new ByteArrayOutputStream();
		try {
			ImageIO.write(image, "jpg", bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toString(BYTES);
	}

	private byte[] read(String address) {
		return Objects.requireNonNull(this.http.get()
			.uri(address)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.returnResult()
			.getResponseBody());
	}

	private static String file(String address) {
		return address.substring(1);
	}

	private static Map<String, String> without(Map<String, String> archive) {
		archive.remove(MANIFEST);
		return archive;
	}

	private Map<String, String> changed() {
		return with(PROFILE, (profile) -> profile.replaceFirst("headline: .*", "headline: Never to be seen"));
	}

	private Map<String, String> with(String path, UnaryOperator<String> change) {
		return with(export(), path, change);
	}

	private static Map<String, String> with(Map<String, String> archive, String path, UnaryOperator<String> change) {
		archive.computeIfPresent(path, (_, text) -> change.apply(text));
		return archive;
	}

	private void assertUnchanged(EntityExchangeResult<byte[]> answer, int status, String type, String blamed) {
		assertThat(answer.getStatus().value()).as(text(answer)).isEqualTo(status);
		assertThat(body(answer).get("type").asString()).endsWith('/' + type);
		if (blamed != null) {
			assertThat(body(answer).get("errors").valueStream().map((error) -> error.get("field").asString()))
				.contains(blamed);
		}
		assertUnchanged();
	}

	private void assertUnchanged() {
		assertThat(headline()).isNotEqualTo("Never to be seen");
		assertThat(this.events.since(this.mark))
			.allMatch((event) -> event.headers().get("ce_type").endsWith("import-dropped.v1"));
		assertThat(sql("select id from content_import where applied_at is null")).isZero();
		assertThat(sql("select id from archive_import where state in ('open', 'decided')")).isZero();
	}

	private TreeMap<String, String> export() {
		return new TreeMap<>(StubParticipant.unzip(Objects.requireNonNull(this.http.get()
			.uri("/api/export")
			.header("Authorization", this.tokens.bearer("content:read"))
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("Cache-Control", "no-store")
			.expectBody()
			.returnResult()
			.getResponseBody())));
	}

	private EntityExchangeResult<byte[]> send(Map<String, String> archive, String query) {
		manifest(archive);
		return post(StubParticipant.zip(archive), query);
	}

	private static void manifest(Map<String, String> archive) {
		archive.remove(MANIFEST);
		var manifest = JSON.createObjectNode()
			.put("format", "portfolio")
			.put("version", 1)
			.put("exportedAt", "2026-11-25T12:00:00Z");
		var files = manifest.putArray("files");
		archive.forEach((path,
				text) -> files.addObject().put("path", path).put("size", text.length()).put("sha256", sha256(text)));
		archive.put(MANIFEST, manifest.toPrettyString());
	}

	private EntityExchangeResult<byte[]> post(byte[] zip, String query) {
		return this.http.post()
			.uri("/api/import?" + query)
			.header("Authorization", this.tokens.bearer("content:write"))
			.contentType(ZIP)
			.bodyValue(zip)
			.exchange()
			.expectBody()
			.returnResult();
	}

	private JsonNode get(String path) {
		return body(this.http.get()
			.uri(path)
			.header("Authorization", this.tokens.bearer("content:write"))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.returnResult());
	}

	private String headline() {
		return body(this.http.get().uri("/api/profile").exchange().expectStatus().isOk().expectBody().returnResult())
			.get("headline")
			.asString();
	}

	private static List<String> changes(EntityExchangeResult<byte[]> answer) {
		return body(answer).get("files")
			.valueStream()
			.map((file) -> file.get("path").asString() + ' ' + file.get("change").asString())
			.toList();
	}

	private long sql(String statement) {
		return Objects.requireNonNull(this.database.sql(statement).fetch().all().count().block(PATIENCE));
	}

	private static void assertSchema(String type, JsonNode data) {
		try {
			var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
				.getSchema(Files.readString(Path.of("../docs/events/" + type + ".schema.json")));
			assertThat(schema.validate(data.toString(), InputFormat.JSON)).isEmpty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String sha256(String text) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(BYTES)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String text(EntityExchangeResult<byte[]> answer) {
		return new String(Objects.requireNonNullElse(answer.getResponseBody(), new byte[0]), StandardCharsets.UTF_8);
	}

	private static JsonNode body(EntityExchangeResult<byte[]> result) {
		return JSON.readTree(Objects.requireNonNull(result.getResponseBody()));
	}

}
