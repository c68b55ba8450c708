package dev.akshay.portfolio.projects.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import dev.akshay.portfolio.platform.test.SampleEvent;
import dev.akshay.portfolio.platform.test.StoredEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Files are edited while the service runs. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "portfolio.content.watch=50ms")
@AutoConfigureWebTestClient
@Import({ RealPostgreSql.class, NoKafka.class })
@ExtendWith(OutputCaptureExtension.class)
class EditingIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@TempDir
	private static Path content;

	@Autowired
	private WebTestClient client;

	@Autowired
	private DatabaseClient database;

	@DynamicPropertySource
	static void folder(DynamicPropertyRegistry properties) throws IOException {
		Files.createDirectories(content.resolve("projects"));
		write("bridge", "A bridge");
		properties.add("portfolio.content.location", content::toString);
	}

	@Test
	void whatIsEditedIsLiveAndTold(CapturedOutput output) throws IOException {
		var events = new StoredEvents(this.database);
		var mark = events.mark();
		assertThat(get("/api/projects/bridge")).contains("A bridge");
		write("bridge", "A longer bridge");
		await().atMost(PATIENCE).until(() -> get("/api/projects/bridge").contains("A longer bridge"));
		assertThat(get("/api/projects")).contains("A longer bridge");
		assertThat(events.since(mark)).extracting(SampleEvent::key).containsExactly("projects/bridge");
		write("bridge", "''");
		await().atMost(PATIENCE).until(() -> output.getOut().contains("projects/bridge.md:2: title"));
		assertThat(get("/api/projects/bridge")).contains("A longer bridge");
		write("tunnel", "A tunnel");
		write("bridge", "The longest bridge");
		await().atMost(PATIENCE).until(() -> get("/api/projects").contains("The longest bridge"));
		assertThat(get("/api/projects/tunnel")).contains("A tunnel");
	}

	private String get(String path) {
		return this.client.get().uri(path).exchange().expectBody(String.class).returnResult().getResponseBody();
	}

	private static void write(String slug, String title) throws IOException {
		Files.writeString(content.resolve("projects/" + slug + ".md"), """
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

}
