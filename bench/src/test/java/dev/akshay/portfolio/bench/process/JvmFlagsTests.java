package dev.akshay.portfolio.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Peers are only comparable as long as they run with the flags of the real gateway. */
class JvmFlagsTests {

	private static final Path LAUNCHER = Path.of("../deploy/local/src/main/java/dev/akshay/portfolio/local/suite");

	@Test
	void areThoseOfTheLauncher() throws IOException {
		String jvm = Files.readString(LAUNCHER.resolve("Jvm.java"));
		String common = jvm.substring(jvm.indexOf("COMMON = "), jvm.indexOf(';', jvm.indexOf("COMMON = ")));
		assertThat(JvmFlags.COMMON).allSatisfy((flag) -> assertThat(common).contains('"' + flag + '"'));
		assertThat(common.chars().filter((character) -> character == '"')).hasSize(2 * JvmFlags.COMMON.size());
	}

	@Test
	void giveTheHeapOfTheGateway() throws IOException {
		String gateway = Files.readString(LAUNCHER.resolve("ServiceModule.java"));
		String heap = gateway.replaceAll("(?s).*GATEWAY\\(\"gateway\", [^,]+, (\\d+).*", "$1");
		assertThat(JvmFlags.GATEWAY).contains("-Xmx" + heap + "m");
	}

	@Test
	void allowNativeAccess() {
		assertThat(JvmFlags.all()).contains("--enable-native-access=ALL-UNNAMED");
	}

}
