package dev.akshay.portfolio.projects.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.akshay.portfolio.platform.archive.Archive;
import dev.akshay.portfolio.platform.archive.ArchiveLimits;
import dev.akshay.portfolio.platform.archive.ArchiveWriter;
import dev.akshay.portfolio.platform.editing.ImportDecisions;
import dev.akshay.portfolio.platform.messaging.PermanentFailure;
import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.OwnerTokens;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import dev.akshay.portfolio.platform.test.SampleEvent;
import dev.akshay.portfolio.platform.test.StoredEvents;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Projects as files, out and in again, as far as this service is concerned. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "portfolio.content.location=src/test/content")
@AutoConfigureWebTestClient(timeout = "30s")
@Import({ RealPostgreSql.class, NoKafka.class, OwnerTokens.class })
@DirtiesContext
class ProjectArchiveIntegrationTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Path CONTENT = Path.of("src", "test", "content");

	private final String slug = "a-" + UUID.randomUUID();

	private final String file = "projects/%s.md".formatted(this.slug);

	private final String draft = ".studio/drafts/" + this.file;

	@Autowired
	private WebTestClient http;

	@Autowired
	private OwnerTokens.Maker tokens;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private ImportDecisions decisions;

	@Autowired
	private ArchiveLimits limits;

	@TempDir
	private Path folder;

	private StoredEvents events;

	private long mark;

	@BeforeEach
	void startListening() {
		this.events = new StoredEvents(this.database);
		this.mark = this.events.mark();
	}

	@Test
	void filesGoOutAsTheyCameIn() throws IOException {
		var files = export();
		for (var name : List.of("projects/kiln.md", "projects/ledger.md")) {
			assertThat(files).containsEntry(name, Files.readString(CONTENT.resolve(name)));
		}
		assertThat(names(export())).isEqualTo(names(files));
	}

	@Test
	void whatWasWrittenElsewhereGoesOutAsAFile() {
		write(this.slug, "\"Title\": yes", "", null);
		write(this.slug, "no", "?draft=true", "\"r1\"");
		var files = export();
		assertThat(files.get(this.file)).isEqualTo("""
				---
				title: '"Title": yes'
				company: Acme
				year: 2024
				summary: A summary.
				stack:
				- Steel
				order: 9
				---

				## Text
				""".replace("'\"Title\": yes'", titleIn(files.get(this.file))));
		assertThat(files.get(this.draft)).contains("title: \"no\"");
		assertThat(plan(files, false)).allMatch((change) -> change.endsWith(" unchanged"));
	}

	private static String titleIn(String file) {
		return file.lines().filter((line) -> line.startsWith("title: ")).findFirst().orElseThrow().substring(7);
	}

	@Test
	void looksWithoutChangingAnything() {
		write(this.slug, "Before", "", null);
		var files = new LinkedHashMap<>(export());
		files.put(this.file, files.get(this.file).replace("Before", "Behind"));
		files.put(this.draft, files.get(this.file));
		files.remove("projects/kiln.md");
		var mark = this.events.mark();
		assertThat(plan(files, true)).contains(this.file + " changed", this.draft + " new", "projects/kiln.md removed",
				"projects/ledger.md unchanged");
		assertThat(plan(files, false)).doesNotContain("projects/kiln.md removed");
		assertThat(this.events.since(mark)).isEmpty();
		assertThat(owners(this.slug).get("revision").asInt()).isEqualTo(1);
	}

	@Test
	void doesWhatIsDecidedOnce() {
		write(this.slug, "Before", "", null);
		var files = export();
		files.put(this.file, files.get(this.file).replace("Before", "Behind"));
		var other = this.slug + "-new";
		files.put("projects/%s.md".formatted(other), files.get(this.file));
		var id = staged(files, false);
		// nothing yet
		assertThat(publicTitle(this.slug)).isEqualTo("Before");
		assertThat(state(id)).isEqualTo("staged");
		var mark = this.events.mark();
		assertThat(decided(id)).isCompleted();
		assertThat(publicTitle(this.slug)).isEqualTo("Behind");
		assertThat(publicTitle(other)).isEqualTo("Behind");
		assertThat(state(id)).isEqualTo("applied");
		assertThat(this.events.since(mark)).extracting(SampleEvent::key)
			.containsExactlyInAnyOrder("projects/" + this.slug, "projects/" + other);
		var history = body(ask(HttpMethod.GET, "/%s/revisions".formatted(this.slug), null, null)).get("revisions");
		assertThat(history.get(0).get("author").asString()).isEqualTo("session");
		assertThat(history.get(0).get("reason").asString()).isEqualTo("import: Moving");
		// the event comes again
		assertThat(decided(id)).isCompleted();
		assertThat(owners(this.slug).get("revision").asInt()).isEqualTo(2);
		assertThat(this.events.since(mark)).hasSize(2);
		assertThat(export()).isEqualTo(files);
	}

	@Test
	void bringsDraftsTheirTimesAndOldAddresses() {
		write(this.slug, "Visible", "", null);
		write(this.slug, "Waiting", "?draft=true", "\"r1\"");
		var renamed = this.slug + "-now";
		ask(HttpMethod.POST, "/%s/rename".formatted(this.slug), "{\"slug\": \"%s\"}".formatted(renamed), "\"r2\"");
		ask(HttpMethod.POST, "/%s/publish".formatted(renamed), "{\"at\": \"2031-01-01T08:00:00Z\"}", "\"r3\"");
		var files = export();
		assertThat(files.get(".studio/projects.json")).contains("\"%s\" : \"%s\"".formatted(this.slug, renamed),
				"\"%s\" : \"2031-01-01T08:00:00Z\"".formatted(renamed));
		// as it is in a suite that has never heard of it
		this.database.sql("delete from content_redirect where old_slug = :slug")
			.bind("slug", this.slug)
			.then()
			.block(Duration.ofSeconds(30));
		ask(HttpMethod.DELETE, "/" + renamed, null, "\"r4\"");
		assertThat(export()).doesNotContainKey("projects/%s.md".formatted(renamed));
		assertThat(decided(staged(files, false))).isCompleted();
		assertThat(export()).isEqualTo(files);
		assertThat(owners(renamed).get("state").asString()).isEqualTo("scheduled");
		assertThat(publicTitle(renamed)).isEqualTo("Visible");
		assertThat(this.http.get()
			.uri("/api/projects/" + this.slug)
			.exchange()
			.returnResult(Void.class)
			.getStatus()
			.value()).isEqualTo(308);
	}

	@Test
	void bringsADraftThatIsThereAnotherTime() {
		write(this.slug, "Visible", "", null);
		write(this.slug, "Waiting", "?draft=true", "\"r1\"");
		ask(HttpMethod.POST, "/%s/publish".formatted(this.slug), "{\"at\": \"2031-01-01T08:00:00Z\"}", "\"r2\"");
		var files = export();
		files.put(".studio/projects.json",
				files.get(".studio/projects.json").replace("2031-01-01T08", "2032-02-02T09"));
		files.put(this.file, files.get(this.file).replace("Visible", "Newly visible"));
		assertThat(decided(staged(files, false))).isCompleted();
		assertThat(export()).isEqualTo(files);
		assertThat(owners(this.slug).get("publishAt").asString()).isEqualTo("2032-02-02T09:00:00Z");
		assertThat(owners(this.slug).get("document").get("title").asString()).isEqualTo("Waiting");
	}

	@Test
	void keepsADraftThatTheArchiveKnowsNothingOf() {
		write(this.slug, "Visible", "", null);
		var files = export();
		write(this.slug, "Waiting", "?draft=true", "\"r1\"");
		files.put(this.file, files.get(this.file).replace("Visible", "Newly visible"));
		assertThat(decided(staged(files, false))).isCompleted();
		assertThat(publicTitle(this.slug)).isEqualTo("Newly visible");
		assertThat(owners(this.slug).get("document").get("title").asString()).isEqualTo("Waiting");
		assertThat(owners(this.slug).get("state").asString()).isEqualTo("changed");
	}

	@Test
	void replacesWhatIsNotInTheArchive() {
		var before = export();
		write(this.slug, "Visible", "", null);
		write(this.slug, "Waiting", "?draft=true", "\"r1\"");
		assertThat(decided(staged(before, true))).isCompleted();
		assertThat(export()).isEqualTo(before);
		// and nothing is lost
		var gone = body(ask(HttpMethod.GET, "?view=deleted", null, null));
		assertThat(gone.valueStream().map((item) -> item.get("slug").asString())).contains(this.slug);
	}

	@Test
	void takesADraftBackThatIsNotInTheArchive() {
		write(this.slug, "Visible", "", null);
		var before = export();
		write(this.slug, "Waiting", "?draft=true", "\"r1\"");
		assertThat(decided(staged(before, true))).isCompleted();
		assertThat(owners(this.slug).get("state").asString()).isEqualTo("published");
		assertThat(owners(this.slug).get("document").get("title").asString()).isEqualTo("Visible");
	}

	@Test
	void overwritesWhatHappenedMeanwhileAndLosesNothing() {
		write(this.slug, "Before", "", null);
		var files = export();
		files.put(this.file, files.get(this.file).replace("Before", "Behind"));
		var fresh = this.slug + "-new";
		files.put("projects/%s.md".formatted(fresh), files.get(this.file));
		var id = staged(files, false);
		write(this.slug, "Meanwhile", "", "\"r1\"");
		write(fresh, "Meanwhile", "", null);
		assertThat(decided(id)).isCompleted();
		assertThat(publicTitle(this.slug)).isEqualTo("Behind");
		assertThat(publicTitle(fresh)).isEqualTo("Behind");
		assertThat(body(ask(HttpMethod.GET, "/%s/revisions/2".formatted(this.slug), null, null)).get("document")
			.get("title")
			.asString()).isEqualTo("Meanwhile");
	}

	@Test
	void forgetsWhatIsDropped() {
		write(this.slug, "Before", "", null);
		var files = export();
		files.put(this.file, files.get(this.file).replace("Before", "Behind"));
		var id = staged(files, false);
		assertThat(told(ImportDecisions.DROPPED, id)).isCompleted();
		assertThat(ask(HttpMethod.GET, "/imports/" + id, null, null).getStatus().value()).isEqualTo(404);
		assertThat(publicTitle(this.slug)).isEqualTo("Before");
		var late = decided(id);
		assertThat(late).isCompletedExceptionally();
		assertThat(late.exceptionNow()).isInstanceOf(PermanentFailure.class);
	}

	@Test
	void keepsNothingOfWhatIsRefused() {
		write(this.slug, "Before", "", null);
		var files = export();
		files.put(this.file, files.get(this.file).replace("Before", "Behind"));
		files.put("projects/broken.md", "---\ntitle: ''\n---\n");
		var id = UUID.randomUUID();
		var answer = send(id, files, "stage=true");
		assertThat(body(answer).get("files").valueStream())
			.anySatisfy((change) -> assertThat(change.get("change").asString()).isEqualTo("refused"));
		assertThat(ask(HttpMethod.GET, "/imports/" + id, null, null).getStatus().value()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			projects/x.md    | ---\\ntitle: 7\\nyear: 2024\\norder: 1\\n---\\nText | company
			projects/x.md    | Text without front matter                   | file
			projects/x.md    | ---\\ncolour: red\\nyear: 2024\\norder: 1\\n---\\nText | colour
			projects/x.md    | ---\\ntitle: [a, b]\\n---\\nText             | title
			projects/x.md    | ---\\ntitle: {{{\\n---\\nText                | file
			projects/X.md    | ---\\ntitle: x\\n---\\nText                  | slug
			projects/order.md | GOOD                                      | slug
			projects/x.md    | CONTROL                                    | body
			projects/x.txt   | Text                                       | file
			.studio/projects.json | {"redirects": {"old": "nowhere"}}     | redirects.old
			.studio/projects.json | {"redirects": {"kiln": "ledger"}}     | redirects.kiln
			.studio/projects.json | {"scheduled": {"kiln": "2030-01-01T00:00:00Z"}} | scheduled.kiln
			.studio/projects.json | {"scheduled": {"kiln": "tomorrow"}}   | scheduled
			.studio/projects.json | {"colour": "red"}                     | colour
			.studio/projects.json | {                                     | file
			""")
	void namesFileAndFieldThatAreWrong(String path, String text, String blamed) {
		var good = "---\ntitle: x\ncompany: Acme\nyear: 2024\nsummary: s\nstack: [a]\norder: 1\n---\nText";
		var content = switch (text) {
			case "GOOD" -> good;
			case "CONTROL" -> good + "\u0007";
			default -> text.replace("\\n", "\n");
		};
		var change = body(send(UUID.randomUUID(), Map.of(path, content), "")).get("files").get(0);
		assertThat(change.get("path").asString()).isEqualTo(path);
		assertThat(change.get("change").asString()).as(change.toString()).isEqualTo("refused");
		assertThat(change.get("errors").valueStream().map((error) -> error.get("field").asString()))
			.as(change.toString())
			.contains(blamed);
	}

	@Test
	void refusesWhatIsOfAnotherKind() {
		var answer = send(UUID.randomUUID(), Map.of("insights/kites.md", "x"), "");
		assertThat(answer.getStatus().value()).isEqualTo(422);
		assertThat(body(answer).get("type").asString()).endsWith("/invalid-archive");
		assertThat(body(answer).get("errors").get(0).get("field").asString()).isEqualTo("insights/kites.md");
	}

	@Test
	void asksWhoWantsThat() {
		for (var path : List.of("/export", "/imports/" + UUID.randomUUID())) {
			this.http.get().uri("/api/projects" + path).exchange().expectStatus().isUnauthorized();
		}
		this.http.put()
			.uri("/api/projects/imports/" + UUID.randomUUID())
			.header("Authorization", this.tokens.bearer("content:read"))
			.contentType(MediaType.parseMediaType("application/zip"))
			.bodyValue(new byte[] { 1 })
			.exchange()
			.expectStatus()
			.isForbidden();
	}

	private void write(String name, String title, String query, @Nullable String match) {
		var document = JSON.createObjectNode()
			.put("title", title)
			.put("company", "Acme")
			.put("year", 2024)
			.put("summary", "A summary.")
			.put("order", 9)
			.put("body", "## Text");
		document.putArray("stack").add("Steel");
		assertThat(ask(HttpMethod.PUT, "/" + name + query, document.toString(), match).getStatus().is2xxSuccessful())
			.isTrue();
	}

	private Map<String, String> export() {
		var answer = this.http.get()
			.uri("/api/projects/export")
			.header("Authorization", this.tokens.bearer("content:read"))
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType("application/zip")
			.expectBody()
			.returnResult();
		try {
			var zip = Files.write(this.folder.resolve("export.zip"), Objects.requireNonNull(answer.getResponseBody()));
			try (var archive = Archive.open(zip, this.limits)) {
				var files = new TreeMap<String, String>();
				archive.entries().keySet().forEach((path) -> files.put(path, archive.text(path)));
				return files;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> names(Map<String, String> files) {
		return List.copyOf(files.keySet());
	}

	private List<String> plan(Map<String, String> files, boolean replace) {
		var answer = send(UUID.randomUUID(), files, "replace=" + replace);
		assertThat(answer.getStatus().value()).isEqualTo(200);
		return body(answer).get("files")
			.valueStream()
			.map((change) -> change.get("path").asString() + ' ' + change.get("change").asString())
			.toList();
	}

	private UUID staged(Map<String, String> files, boolean replace) {
		var id = UUID.randomUUID();
		var answer = send(id, files, "stage=true&replace=" + replace);
		assertThat(answer.getStatus().value()).isEqualTo(200);
		assertThat(body(answer).toString()).doesNotContain("refused");
		return id;
	}

	private EntityExchangeResult<byte[]> send(UUID id, Map<String, String> files, String query) {
		try {
			var zip = this.folder.resolve("import.zip");
			try (var writer = new ArchiveWriter(zip)) {
				files.forEach((path, text) -> writer.add(path, text.getBytes(StandardCharsets.UTF_8)));
			}
			return this.http.put()
				.uri("/api/projects/imports/%s?%s".formatted(id, query))
				.header("Authorization", this.tokens.bearer("content:write"))
				.header("Change-Reason", "Moving")
				.contentType(MediaType.parseMediaType("application/zip"))
				.bodyValue(Files.readAllBytes(zip))
				.exchange()
				.expectBody()
				.returnResult();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private CompletableFuture<?> decided(UUID id) {
		return told(ImportDecisions.DECIDED, id);
	}

	private CompletableFuture<?> told(String type, UUID id) {
		var event = new SampleEvent(ImportDecisions.TOPIC, id.toString(), SampleEvent.of("import-decided.v1").headers(),
				SampleEvent.of("import-decided.v1").data())
			.withHeader("ce_type", type)
			.with("id", id.toString())
			.received();
		return this.decisions.handlerOf(List.<ConsumerRecord<String, byte[]>>of(event)).apply(event);
	}

	private String state(UUID id) {
		return body(ask(HttpMethod.GET, "/imports/" + id, null, null)).get("state").asString();
	}

	private JsonNode owners(String name) {
		return body(ask(HttpMethod.GET, "/%s?view=owner".formatted(name), null, null));
	}

	private String publicTitle(String name) {
		return body(this.http.get()
			.uri("/api/projects/" + name)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.returnResult()).get("title").asString();
	}

	private EntityExchangeResult<byte[]> ask(HttpMethod method, String path, @Nullable String body,
			@Nullable String match) {
		var request = this.http.method(method)
			.uri("/api/projects" + path)
			.header("Authorization", this.tokens.bearer("content:read", "content:write"));
		if (match != null) {
			request.header("If-Match", match);
		}
		else if (method == HttpMethod.PUT) {
			request.header("If-None-Match", "*");
		}
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
		}
		return request.exchange().expectBody().returnResult();
	}

	private static JsonNode body(EntityExchangeResult<byte[]> result) {
		return JSON.readTree(Objects.requireNonNull(result.getResponseBody()));
	}

}
