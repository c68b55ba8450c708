package dev.akshay.portfolio.profile.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.OwnerTokens;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** The examples of docs/archive.md, run by a shell from the first to the last. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "portfolio.content.location=../content")
@Import({ RealPostgreSql.class, NoKafka.class, OwnerTokens.class })
class ArchiveExamplesIntegrationTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final Pattern EXAMPLES = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

	private static final StubParticipant PROJECTS = new StubParticipant();

	private static final StubParticipant INSIGHTS = new StubParticipant();

	@Autowired
	private OwnerTokens.Maker tokens;

	@LocalServerPort
	private int port;

	@TempDir
	private Path folder;

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

	@Test
	void doWhatTheySay() throws IOException, InterruptedException {
		PROJECTS.reset(Map.of("projects/kiln.md", "A kiln"));
		INSIGHTS.reset(Map.of("insights/kites.md", "Kites"));
		var examples = EXAMPLES.matcher(Files.readString(Path.of("..", "docs", "archive.md")))
			.results()
			.map((example) -> example.group(1))
			.collect(Collectors.joining("\n"))
			.replace("http://localhost:8080", "http://localhost:" + this.port);
		var script = this.folder.resolve("examples.sh");
		Files.writeString(script,
				"set -eo pipefail\ncurl() { command curl -sS --fail-with-body -w '\\n' \"$@\"; }\n" + examples);
		var output = this.folder.resolve("output.txt");
		var shell = new ProcessBuilder("bash", script.toString()).directory(this.folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		shell.environment()
			.put("PORTFOLIO_TOKEN", this.tokens.bearer("content:read", "content:write").replace("Bearer ", ""));
		var process = shell.start();
		var ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		process.destroyForcibly();
		var said = Files.readString(output);
		assertThat(ended).as(said).isTrue();
		assertThat(process.exitValue()).as(said).isZero();
		assertThat(said).contains("\"state\":\"checked\"", "\"state\":\"applied\"", "\"applied\":false",
				"\"applied\":true", "\"profile-service\":\"applied\"");
	}

}
