package dev.akshay.portfolio.local.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.stream.Stream;

import dev.akshay.portfolio.local.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PortsTests {

	@TempDir
	private Path directory;

	@Test
	void neverGivesAPortTwice() {
		try (Ports ports = new Ports(this.directory.resolve("claims"))) {
			assertThat(Stream.generate(ports::free).limit(200)).doesNotHaveDuplicates()
				.allSatisfy((port) -> assertThat(port).isBetween(20_000, 30_000));
		}
	}

	@Test
	void knowsAPortThatIsTaken() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThat(Ports.isFree(socket.getLocalPort())).isFalse();
			assertThatExceptionOfType(Failure.class).isThrownBy(() -> Suite.requireFree(socket.getLocalPort()))
				.withMessageContaining(String.valueOf(socket.getLocalPort()))
				.withMessageContaining("--port");
		}
	}

	@Test
	void anyPortIsFineWhenNoneIsChosen() {
		Suite.requireFree(0);
	}

}
