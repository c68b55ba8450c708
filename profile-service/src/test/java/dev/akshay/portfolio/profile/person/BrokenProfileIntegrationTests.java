package dev.akshay.portfolio.profile.person;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.akshay.portfolio.platform.content.InvalidContent;
import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import dev.akshay.portfolio.profile.ProfileApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class BrokenProfileIntegrationTests {

	@TempDir
	private Path content;

	@Test
	void serviceDoesNotStartAndSaysWhere(CapturedOutput output) throws IOException {
		Files.writeString(this.content.resolve("profile.yaml"),
				Files.readString(Path.of("../content/profile.yaml"))
					.replaceFirst("email: .*", "email: at home")
					.replaceFirst("from: \"2023-05\"", "from: \"last May\""));
		assertThatExceptionOfType(InvalidContent.class).isThrownBy(this::start);
		assertThat(output).contains("profile.yaml:9: email must be")
			.containsPattern("profile.yaml:\\d+: experience\\[0].from must be a month such as 2024-05");
	}

	private void start() {
		new SpringApplicationBuilder(ProfileApplication.class, RealPostgreSql.class, NoKafka.class)
			.run("--server.port=0", "--portfolio.content.location=" + this.content);
	}

}
