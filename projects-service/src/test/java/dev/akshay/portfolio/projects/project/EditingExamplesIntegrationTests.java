package dev.akshay.portfolio.projects.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.OwnerTokens;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of docs/editing.md, run by a shell from the first to the last; those about
 * images are run where images are.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "portfolio.content.location=src/test/content")
@Import({ RealPostgreSql.class, NoKafka.class, OwnerTokens.class })
class EditingExamplesIntegrationTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final Pattern EXAMPLES = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

	@Autowired
	private OwnerTokens.Maker tokens;

	@LocalServerPort
	private int port;

	@TempDir
	private Path folder;

	@Test
	void doWhatTheySay() throws IOException, InterruptedException {
		var examples = EXAMPLES
			.matcher(Files.readString(Path.of("..", "docs", "editing.md"))
				.replaceFirst("(?s)\n## Images\n.*?(?=\n## |$)", ""))
			.results()
			.map((example) -> example.group(1))
			.collect(Collectors.joining("\n"))
			.replace("http://localhost:8080", "http://localhost:" + this.port)
			.replace("2027-01-01T08:00:00Z", Instant.now().plus(Duration.ofDays(1)).toString());
		var script = this.folder.resolve("examples.sh");
		Files.writeString(script,
				"set -eo pipefail\ncurl() { command curl -sS --fail-with-body -w '\\n' \"$@\"; }\n" + examples);
		var output = this.folder.resolve("output.txt");
		var shell = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true)
			.redirectOutput(output.toFile());
		shell.environment()
			.put("PORTFOLIO_TOKEN", this.tokens.bearer("content:read", "content:write").replace("Bearer ", ""));
		var process = shell.start();
		var ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		process.destroyForcibly();
		var said = Files.readString(output);
		assertThat(ended).as(said).isTrue();
		assertThat(process.exitValue()).as(said).isZero();
		assertThat(said).contains("<p><em>So.</em></p>", "\"state\":\"scheduled\"", "\"revision\":7",
				"\"state\":\"deleted\"");
	}

}
