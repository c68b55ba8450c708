package dev.akshay.portfolio.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "portfolio.limits.enabled=false" })
@Import({ RealPostgreSql.class, NoKafka.class })
@ExtendWith(OutputCaptureExtension.class)
class FirstPasswordIntegrationTests {

	private static final String PASSWORD = "k7f3q-9xwmz-2hn4v";

	@TempDir
	private static Path directory;

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void firstPassword(DynamicPropertyRegistry properties) throws IOException {
		var file = Files.writeString(directory.resolve("owner-password"), PASSWORD + "\n");
		properties.add("portfolio.owner.first-password-file", file::toString);
	}

	@Test
	void isGoodForOneThingOnly(CapturedOutput output) throws Exception {
		var first = Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(this::logIn, (answer) -> answer.statusCode() == 200);
		assertThat(first.body()).contains("\"passwordChangeRequired\":true");
		assertThat(logIn().statusCode()).isEqualTo(401);
		assertThat(output.getAll()).doesNotContain(PASSWORD);
	}

	private HttpResponse<String> logIn() throws Exception {
		var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/session".formatted(this.port)))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"password\": \"%s\"}".formatted(PASSWORD)))
			.build();
		return OwnerTest.http().send(request, BodyHandlers.ofString());
	}

}
