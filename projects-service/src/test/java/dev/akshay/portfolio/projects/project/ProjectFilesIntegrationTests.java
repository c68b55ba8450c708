package dev.akshay.portfolio.projects.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.akshay.portfolio.platform.content.ContentFiles;
import dev.akshay.portfolio.platform.content.ContentLoader;
import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.OwnerTokens;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import dev.akshay.portfolio.platform.test.StoredEvents;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The owner's files and what the owner writes beside them. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "portfolio.content.location=src/test/content")
@AutoConfigureWebTestClient(timeout = "30s")
@Import({ RealPostgreSql.class, NoKafka.class, OwnerTokens.class })
class ProjectFilesIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final JsonMapper JSON = JsonMapper.shared();

	private final String slug = "f-" + UUID.randomUUID();

	@Autowired
	private ContentLoader loader;

	@Autowired
	private Validator validator;

	@Autowired
	private WebTestClient http;

	@Autowired
	private OwnerTokens.Maker tokens;

	@Autowired
	private DatabaseClient database;

	@TempDir
	private Path location;

	@BeforeEach
	void aFile() throws IOException {
		Files.createDirectories(this.location.resolve("projects"));
		write(this.slug, "From the file");
		load();
	}

	@Test
	void aFileMakesARevision() {
		assertThat(owners(this.slug).get("state").asString()).isEqualTo("published");
		assertThat(revisions(this.slug)).containsExactly("1 published file");
	}

	@Test
	void aFileThatStayedAsItWasOverwritesNothing() {
		edit(this.slug, "By hand", "\"r1\"", "");
		var mark = new StoredEvents(this.database).mark();
		load();
		assertThat(publicTitle(this.slug)).isEqualTo("By hand");
		assertThat(new StoredEvents(this.database).since(mark)).isEmpty();
	}

	@Test
	void aFileThatChangedIsPublishedOverWhatWasWritten() throws IOException {
		edit(this.slug, "By hand", "\"r1\"", "");
		edit(this.slug, "Half done", "\"r2\"", "?draft=true");
		write(this.slug, "From the file, reworked");
		load();
		assertThat(publicTitle(this.slug)).isEqualTo("From the file, reworked");
		// and nothing is lost by that
		assertThat(revisions(this.slug)).containsExactly("4 published file", "3 drafted session", "2 published session",
				"1 published file");
		assertThat(ask(HttpMethod.GET, path(this.slug) + "/revisions/3", null, null).get("document")
			.get("title")
			.asString()).isEqualTo("Half done");
	}

	@Test
	void whatCameFromAFileGoesWithItAndCanBeRestored() throws IOException {
		Files.delete(this.location.resolve("projects/%s.md".formatted(this.slug)));
		load();
		assertThat(publicStatus(this.slug)).isEqualTo(404);
		assertThat(revisions(this.slug)).containsExactly("2 deleted file", "1 published file");
		ask(HttpMethod.POST, path(this.slug) + "/revisions/1/restore?publish=true", null, "\"r2\"");
		load();
		// by then it is the owner's own
		assertThat(publicTitle(this.slug)).isEqualTo("From the file");
	}

	@Test
	void whatTheOwnerWroteStaysWithoutAFile() {
		var own = this.slug + "-own";
		edit(own, "By hand", null, "");
		load();
		assertThat(publicTitle(own)).isEqualTo("By hand");
	}

	@Test
	void whatTheOwnerDeletedStaysDeletedUntilItsFileChanges() throws IOException {
		ask(HttpMethod.DELETE, path(this.slug), null, "\"r1\"");
		load();
		assertThat(publicStatus(this.slug)).isEqualTo(404);
		write(this.slug, "From the file, again");
		load();
		assertThat(publicTitle(this.slug)).isEqualTo("From the file, again");
	}

	@Test
	void whatMadeWayForAnotherStaysDeletedWhateverItsFileSays() throws IOException {
		var other = this.slug + "-2";
		edit(other, "By hand", null, "");
		ask(HttpMethod.DELETE, path(this.slug), null, "\"r1\"");
		ask(HttpMethod.POST, path(other) + "/rename", "{\"slug\": \"%s\"}".formatted(this.slug), "\"r1\"");
		write(this.slug, "From the file, again");
		load();
		assertThat(publicTitle(this.slug)).isEqualTo("By hand");
		assertThat(ask(HttpMethod.GET, "/api/projects", null, null).valueStream()
			.map((project) -> project.get("slug").asString())).contains(this.slug)
			.noneMatch((name) -> name.startsWith(this.slug + "-deleted-"));
	}

	@Test
	void whatWasRenamedStillFollowsItsFile() throws IOException {
		var other = this.slug + "-2";
		ask(HttpMethod.POST, path(this.slug) + "/rename", "{\"slug\": \"%s\"}".formatted(other), "\"r1\"");
		load();
		assertThat(publicStatus(this.slug)).isEqualTo(308);
		write(this.slug, "From the file, reworked");
		load();
		assertThat(publicTitle(other)).isEqualTo("From the file, reworked");
		assertThat(publicStatus(this.slug)).isEqualTo(308);
	}

	@Test
	void ofManyWhoSeeTheSameChangeOneWritesIt() throws IOException {
		write(this.slug, "From the file, reworked");
		write(this.slug + "-new", "New");
		var mark = new StoredEvents(this.database).mark();
		Flux.range(0, 6).flatMap((_) -> this.loader.load(files()), 6).then().block(PATIENCE);
		assertThat(revisions(this.slug)).containsExactly("2 published file", "1 published file");
		assertThat(revisions(this.slug + "-new")).containsExactly("1 published file");
		assertThat(new StoredEvents(this.database).since(mark)).hasSize(2);
	}

	private void write(String slug, String title) throws IOException {
		Files.writeString(this.location.resolve("projects/%s.md".formatted(slug)), """
				---
				title: %s
				company: Acme
				year: 2024
				summary: A summary.
				stack: [Steel]
				order: 1
				---
				Text.
				""".formatted(title));
	}

	private void load() {
		this.loader.load(files()).block(PATIENCE);
	}

	private ContentFiles files() {
		return new ContentFiles(this.location, this.validator);
	}

	private void edit(String slug, String title, @Nullable String match, String query) {
		var document = (match != null) ? (ObjectNode) owners(slug).get("document")
				: (ObjectNode) owners(this.slug).get("document");
		ask(HttpMethod.PUT, path(slug) + query, document.put("title", title).toString(), match);
	}

	private static String path(String slug) {
		return "/api/projects/" + slug;
	}

	private JsonNode owners(String slug) {
		return ask(HttpMethod.GET, path(slug) + "?view=owner", null, null);
	}

	private List<String> revisions(String slug) {
		return ask(HttpMethod.GET, path(slug) + "/revisions", null, null).get("revisions")
			.valueStream()
			.map((revision) -> "%d %s %s".formatted(revision.get("number").asInt(), revision.get("action").asString(),
					revision.get("author").asString()))
			.toList();
	}

	private JsonNode ask(HttpMethod method, String uri, @Nullable String body, @Nullable String match) {
		var request = this.http.method(method)
			.uri(uri)
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
		var answer = request.exchange().expectStatus().is2xxSuccessful().expectBody().returnResult().getResponseBody();
		return (answer != null) ? JSON.readTree(answer) : JSON.nullNode();
	}

	private int publicStatus(String slug) {
		return this.http.get().uri(path(slug)).exchange().expectBody().returnResult().getStatus().value();
	}

	private String publicTitle(String slug) {
		return JSON.readTree(Objects.requireNonNull(this.http.get()
			.uri(path(slug))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.returnResult()
			.getResponseBody())).get("title").asString();
	}

}
