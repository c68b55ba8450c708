package dev.akshay.portfolio.profile.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/** The examples about images in docs/editing.md, run by a shell. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "portfolio.content.location=../content")
@Import({ RealPostgreSql.class, NoKafka.class, OwnerTokens.class })
class MediaExamplesIntegrationTests {

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
		var page = Files.readString(Path.of("..", "docs", "editing.md")).split("## (?=Write\n|Images\n)", 3);
		var examples = EXAMPLES.matcher(page[0] + page[2].split("\n## ")[0])
			.results()
			.map((example) -> example.group(1))
			.collect(Collectors.joining("\n"))
			.replace("http://localhost:8080", "http://localhost:" + this.port);
		var script = this.folder.resolve("examples.sh");
		Files.writeString(script,
				"set -eo pipefail\ncurl() { command curl -sS --fail-with-body -w '\\n' \"$@\"; }\n" + examples);
		Files.write(this.folder.resolve("bridge.jpg"), Pictures.jpeg(1600, 900));
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
		assertThat(said).contains("![A bridge at night](/media/", "-1600x900.jpg)",
				"\"alt\":\"The old bridge at night\"", "\"version\":2");
	}

}
