package dev.akshay.portfolio.projects.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.akshay.portfolio.platform.content.ContentFiles;
import dev.akshay.portfolio.platform.content.ContentLoader;
import dev.akshay.portfolio.platform.content.InvalidContent;
import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import dev.akshay.portfolio.platform.test.SampleEvent;
import dev.akshay.portfolio.platform.test.StoredEvents;
import jakarta.validation.Validator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

@SpringBootTest(webEnvironment = WebEnvironment.NONE, properties = "portfolio.content.location=src/test/content")
@Import({ RealPostgreSql.class, NoKafka.class })
class ProjectContentIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final ProjectFilter ALL = new ProjectFilter(null, null, null);

	@Autowired
	private ContentLoader content;

	@Autowired
	private Projects projects;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private TransactionalOperator transaction;

	@Autowired
	private Validator validator;

	@TempDir
	private Path location;

	@BeforeEach
	void twoFiles() throws IOException {
		Files.createDirectories(this.location.resolve("projects"));
		write("one", "One", 1);
		write("two", "Two", 2);
		load();
	}

	@Test
	void loadingAgainChangesNothing() {
		var before = rowVersions();
		load();
		assertThat(rowVersions()).isEqualTo(before);
	}

	@Test
	void loadsWhatChangedAndForgetsWhatIsGone() throws IOException {
		write("one", "One, reworked", 3);
		Files.delete(this.location.resolve("projects/two.md"));
		load();
		StepVerifier.create(this.projects.matching(ALL).map(Project::title))
			.expectNext("One, reworked")
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void tellsWhatChangedAndNothingElse() throws IOException {
		var mark = events().mark();
		load();
		assertThat(events().since(mark)).isEmpty();
		write("one", "One", 2);
		write("three", "Three", 3);
		Files.delete(this.location.resolve("projects/two.md"));
		load();
		assertThat(events().since(mark)).extracting(SampleEvent::key, (event) -> event.headers().get("ce_type"))
			.containsExactly(tuple("projects/one", "dev.akshay.portfolio.content.published.v1"),
					tuple("projects/three", "dev.akshay.portfolio.content.published.v1"),
					tuple("projects/two", "dev.akshay.portfolio.content.removed.v1"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "content-published.v1", "content-removed.v1" })
	void tellsChangesAsSchemaAndSampleSay(String type) throws IOException {
		var mark = events().mark();
		var before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
		write("one", "One, reworked", 1);
		Files.delete(this.location.resolve("projects/two.md"));
		load();
		var sample = SampleEvent.of(type);
		var event = events().since(mark)
			.stream()
			.filter((told) -> Objects.equals(told.headers().get("ce_type"), sample.headers().get("ce_type")))
			.findFirst()
			.orElseThrow();
		assertThat(event.topic()).isEqualTo(sample.topic());
		// the trace is added on the way to Kafka
		assertThat(event.withHeader("traceparent", "").headers().keySet()).isEqualTo(sample.headers().keySet());
		assertThat(event.headers()).containsEntry("ce_subject", event.key())
			.containsEntry("ce_source", "/projects-service");
		assertThat(Instant.parse(event.headers().get("ce_time"))).isBetween(before, Instant.now());
		var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
			.getSchema(Files.readString(Path.of("../docs/events/" + type + ".schema.json")));
		assertThat(schema.validate(event.data().toString(), InputFormat.JSON)).isEmpty();
		assertThat(schema.validate(sample.data().toString(), InputFormat.JSON)).isEmpty();
		assertThat(event.data().propertyNames()).isEqualTo(sample.data().propertyNames());
		assertThat(event.data().get("id").asString()).isEqualTo(event.key());
	}

	@Test
	void tellsNothingOfAChangeThatDoesNotCommit() throws IOException {
		var mark = events().mark();
		write("one", "One, reworked", 1);
		StepVerifier
			.create(this.content.load(files())
				.then(Mono.error(new IllegalStateException("undone")))
				.as(this.transaction::transactional))
			.expectErrorMessage("undone")
			.verify(LIMIT);
		assertThat(events().since(mark)).isEmpty();
	}

	@Test
	void loadsNothingWhenOneFileIsBroken() throws IOException {
		var mark = events().mark();
		write("one", "One, reworked", 3);
		Files.writeString(this.location.resolve("projects/zwei.md"), """
				---
				title: Zwei
				company: Acme
				year: 2022
				colour: red
				summary: A summary.
				stack: [Java]
				order: 1
				---
				Text.
				""");
		StepVerifier.create(this.content.load(files())).expectErrorSatisfies((error) -> {
			assertThat(error).isInstanceOf(InvalidContent.class);
			assertThat(((InvalidContent) error).faults()).containsExactly("projects/zwei.md:5: colour is unknown here");
		}).verify(LIMIT);
		StepVerifier.create(this.projects.matching(ALL).map(Project::title))
			.expectNext("One", "Two")
			.expectComplete()
			.verify(LIMIT);
		assertThat(events().since(mark)).isEmpty();
	}

	@Test
	void namesFileLineAndFieldOfEveryFault() throws IOException {
		Files.writeString(this.location.resolve("projects/zwei.md"), """
				---
				title: Zwei
				company: ""
				year: 20222
				summary: A summary.
				stack:
				  - Java
				  - ""
				order: 1
				---
				Text.
				""");
		StepVerifier.create(this.content.load(files()))
			.expectErrorSatisfies((error) -> assertThat(((InvalidContent) error).faults()).hasSize(3)
				.anySatisfy((fault) -> assertThat(fault).startsWith("projects/zwei.md:3: company"))
				.anySatisfy((fault) -> assertThat(fault).startsWith("projects/zwei.md:4: year"))
				.anySatisfy((fault) -> assertThat(fault).startsWith("projects/zwei.md:8: stack[1]")))
			.verify(LIMIT);
	}

	private void write(String slug, String title, int order) throws IOException {
		Files.writeString(this.location.resolve("projects/" + slug + ".md"), """
				---
				title: %s
				company: Acme
				year: 2024
				summary: A summary.
				stack: [Java]
				order: %d
				---
				Text.
				""".formatted(title, order));
	}

	private void load() {
		StepVerifier.create(this.content.load(files())).expectComplete().verify(LIMIT);
	}

	private StoredEvents events() {
		return new StoredEvents(this.database);
	}

	private ContentFiles files() {
		return new ContentFiles(this.location, this.validator);
	}

	/** PostgreSQL's own mark of which transaction wrote a row. */
	private Object rowVersions() {
		Mono<?> versions = this.database.sql("select slug, xmin::text from project order by slug")
			.fetch()
			.all()
			.collectList();
		return versions.block(LIMIT);
	}

}
