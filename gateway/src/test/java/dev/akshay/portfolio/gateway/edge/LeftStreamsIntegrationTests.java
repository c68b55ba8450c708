package dev.akshay.portfolio.gateway.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody who leaves in the middle takes every buffer along that was meant for him. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "portfolio.gateway.routes.raw.paths=/raw/**",
				"portfolio.limits.enabled=false" })
@ExtendWith(OutputCaptureExtension.class)
class LeftStreamsIntegrationTests {

	private static final int READERS = 300;

	private static final int SHORT_VISITS = 3_000;

	private static final int ROUNDS = 10;

	private static final RawOrigin origin = new RawOrigin();

	private static final Level usual = ResourceLeakDetector.getLevel();

	@LocalServerPort
	private int port;

	private int toldBefore;

	@DynamicPropertySource
	static void origin(DynamicPropertyRegistry properties) {
		// before the first buffer is made
		ResourceLeakDetector.setLevel(Level.PARANOID);
		properties.add("portfolio.gateway.routes.raw.uri", origin::uri);
	}

	@AfterAll
	static void stop() {
		ResourceLeakDetector.setLevel(usual);
		origin.close();
	}

	/**
	 * Other tests of this process may have left something, which is told when it is
	 * collected.
	 */
	@BeforeEach
	void letItBeToldWhatOthersLeft(CapturedOutput output) throws IOException {
		collect("/raw/nothing");
		this.toldBefore = output.getAll().length();
	}

	@Test
	void streamsLeaveNothingBehind(CapturedOutput output) throws IOException {
		leaveEarly("text/event-stream", output);
	}

	@Test
	void bodiesLeaveNothingBehind(CapturedOutput output) throws IOException {
		leaveEarly("text/plain", output);
	}

	@Test
	void answersThatNobodyWaitsForLeaveNothingBehind(CapturedOutput output) throws IOException {
		var path = "/raw/short";
		var body = "x".repeat(1_000);
		origin.answer(path, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nCache-Control: no-store\r\nContent-Length: "
				+ body.length() + "\r\n\r\n" + body);
		for (int reader = 0; reader < SHORT_VISITS; reader++) {
			leaveAfter(path, reader % 100 * 20_000L);
		}
		nothingIsLeftBehind(path, output);
	}

	/** Sends a request and hangs up at once, without a word of farewell. */
	private void leaveAfter(String path, long nanos) throws IOException {
		try (var socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoLinger(true, 0);
			socket.getOutputStream()
				.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
			LockSupport.parkNanos(nanos);
		}
	}

	private void leaveEarly(String type, CapturedOutput output) throws IOException {
		var path = "/raw/" + type.replace('/', '-');
		origin.answer(path, "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nCache-Control: no-store\r\n\r\n"
				+ "data: a line of it\n\n".repeat(20_000));
		for (int reader = 0; reader < READERS; reader++) {
			readALittle(path, reader % 3);
		}
		nothingIsLeftBehind(path, output);
	}

	private void nothingIsLeftBehind(String path, CapturedOutput output) throws IOException {
		collect(path);
		assertThat(output.getAll().substring(this.toldBefore)).doesNotContain("LEAK:");
	}

	/** What nobody holds any more is reported when the next buffer is made. */
	private void collect(String path) throws IOException {
		for (int round = 0; round < ROUNDS; round++) {
			System.gc();
			readALittle(path, 2);
		}
	}

	/** Sends a request, reads some bytes and hangs up. */
	private void readALittle(String path, int bytes) throws IOException {
		try (var socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.getOutputStream()
				.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
			socket.getInputStream().readNBytes(bytes * 100);
		}
	}

}
