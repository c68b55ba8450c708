package dev.akshay.portfolio.projects;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.OwnerTokens;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import dev.akshay.portfolio.platform.test.SampleEvent;
import dev.akshay.portfolio.platform.test.StoredEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is scheduled is published once, whoever is up at that time. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "portfolio.content.location=src/test/content", "portfolio.editing.schedule=20ms" })
@AutoConfigureWebTestClient(timeout = "30s")
@Import({ RealPostgreSql.class, NoKafka.class, OwnerTokens.class })
class ScheduleIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String SCHEDULE = "scheduledPublishing";

	private static final String DOCUMENT = """
			{"title": "A bridge", "company": "Acme", "year": 2020, "summary": "Summary", "stack": ["Steel"], "order": 9,
			"body": "Text."}""";

	@Autowired
	private WebTestClient http;

	@Autowired
	private OwnerTokens.Maker tokens;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private RealPostgreSql.Database server;

	@Autowired
	@Qualifier(SCHEDULE)
	private SmartLifecycle schedule;

	@Test
	void whatBecameDueMeanwhileIsPublishedAtTheNextStart() {
		var slug = "p-" + UUID.randomUUID();
		this.schedule.stop();
		scheduleTogether(List.of(slug));
		assertThat(status(slug)).isEqualTo(404);
		this.schedule.start();
		await().atMost(PATIENCE).until(() -> status(slug) == 200);
		assertThat(history(slug)).containsExactly("3 published schedule", "2 scheduled session", "1 drafted session");
	}

	@Test
	void twoReplicasPublishEachOnce() {
		var slugs = IntStream.range(0, 12).mapToObj((_) -> "p-" + UUID.randomUUID()).sorted().toList();
		try (var replica = replica()) {
			var other = replica.getBean(SCHEDULE, SmartLifecycle.class);
			var both = List.of(this.schedule, other);
			both.forEach(SmartLifecycle::stop);
			scheduleTogether(slugs);
			var mark = new StoredEvents(this.database).mark();
			both.forEach(SmartLifecycle::start);
			await().atMost(PATIENCE).until(() -> slugs.stream().allMatch((slug) -> status(slug) == 200));
			// what the slower one still has in hand would be the second time
			both.forEach(SmartLifecycle::stop);
			assertThat(slugs).allSatisfy((slug) -> assertThat(history(slug)).containsExactly("3 published schedule",
					"2 scheduled session", "1 drafted session"));
			assertThat(new StoredEvents(this.database).since(mark)).extracting(SampleEvent::key)
				.containsExactlyInAnyOrderElementsOf(slugs.stream().map((slug) -> "projects/" + slug).toList());
		}
		finally {
			this.schedule.start();
		}
	}

	/** For a time that is over when this returns. */
	private void scheduleTogether(List<String> slugs) {
		slugs.forEach((slug) -> this.http.put()
			.uri("/api/projects/%s?draft=true".formatted(slug))
			.header("Authorization", this.tokens.bearer("content:write"))
			.header("If-None-Match", "*")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(DOCUMENT)
			.exchange()
			.expectStatus()
			.isCreated());
		slugs.forEach((slug) -> this.http.post()
			.uri("/api/projects/%s/publish".formatted(slug))
			.header("Authorization", this.tokens.bearer("content:write"))
			.header("If-Match", "\"r1\"")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"at\": \"%s\"}".formatted(Instant.now().plus(Duration.ofDays(1))))
			.exchange()
			.expectStatus()
			.isOk());
		// a day passes
		this.database.sql("update content_item set publish_at = publish_at - interval '1 day' where slug = any(:slugs)")
			.bind("slugs", slugs.toArray(String[]::new))
			.then()
			.block(PATIENCE);
	}

	private ConfigurableApplicationContext replica() {
		return new SpringApplicationBuilder(ProjectsApplication.class, NoKafka.class).run("--server.port=0",
				"--management.server.port=0", "--portfolio.content.location=src/test/content",
				"--portfolio.editing.schedule=20ms",
				"--spring.r2dbc.url=r2dbc:postgresql://%s:%d/%s".formatted(this.server.host(), this.server.port(),
						this.server.name()),
				"--spring.r2dbc.username=" + this.server.user(), "--spring.r2dbc.password=" + this.server.password(),
				"--spring.flyway.url=" + this.server.jdbcUrl(), "--spring.flyway.user=" + this.server.user(),
				"--spring.flyway.password=" + this.server.password());
	}

	private int status(String slug) {
		return this.http.get().uri("/api/projects/" + slug).exchange().expectBody().returnResult().getStatus().value();
	}

	private List<String> history(String slug) {
		JsonNode history = JsonMapper.shared()
			.readTree(Objects.requireNonNull(this.http.get()
				.uri("/api/projects/%s/revisions".formatted(slug))
				.header("Authorization", this.tokens.bearer("content:read"))
				.exchange()
				.expectBody()
				.returnResult()
				.getResponseBody()));
		return history.get("revisions")
			.valueStream()
			.map((revision) -> "%d %s %s".formatted(revision.get("number").asInt(), revision.get("action").asString(),
					revision.get("author").asString()))
			.toList();
	}

}
