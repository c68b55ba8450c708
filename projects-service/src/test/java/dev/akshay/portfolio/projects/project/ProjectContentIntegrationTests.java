package dev.akshay.portfolio.projects.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import dev.akshay.portfolio.platform.content.ContentFiles;
import dev.akshay.portfolio.platform.content.InvalidContent;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import jakarta.validation.Validator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.NONE, properties = "portfolio.content.location=src/test/content")
@Import(RealPostgreSql.class)
class ProjectContentIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final ProjectFilter ALL = new ProjectFilter(null, null, null);

	@Autowired
	private ProjectContent content;

	@Autowired
	private Projects projects;

	@Autowired
	private DatabaseClient database;

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
	void loadsNothingWhenOneFileIsBroken() throws IOException {
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
