package dev.akshay.portfolio.gateway.protection;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing here waits for a moment: either the gateway ends a connection, or the test runs
 * into its own limit.
 */
@TestPropertySource(properties = { "portfolio.gateway.connections.head-timeout=300ms",
		"portfolio.gateway.connections.body-timeout=300ms", "portfolio.gateway.connections.stall-timeout=1s" })
@ExtendWith(OutputCaptureExtension.class)
class SlowClientsIntegrationTests extends BehindTheGateway {

	@ParameterizedTest
	@ValueSource(strings = { "G", "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: " })
	void endsAHeadThatDoesNotEnd(String start) throws IOException {
		try (var client = new RawClient(this.port)) {
			client.send(start);
			assertThat(client.receiveAll()).isEmpty();
		}
	}

	@Test
	void endsAHeadThatComesInDrops() throws IOException {
		try (var client = new RawClient(this.port)) {
			client.send("GET / HTTP/1.1\r\nHost: a\r\n");
			assertThat(client.dropUntilClosed("X: y\r\n")).isTrue();
		}
	}

	@Test
	void endsASecondHeadThatDoesNotEnd() throws IOException {
		try (var client = new RawClient(this.port)) {
			client.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\n");
			client.receiveUntil("GET /first\n");
			client.send("GET /second");
			assertThat(client.receiveAll()).doesNotContain("HTTP/1.1");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 1000\r\n", "Transfer-Encoding: chunked\r\n" })
	void endsABodyThatComesInDrops(String framing, CapturedOutput output) throws IOException {
		try (var client = new RawClient(this.port)) {
			client.send("POST / HTTP/1.1\r\nHost: a\r\n" + framing + "\r\n");
			assertThat(client.dropUntilClosed("1\r\nx\r\n")).isTrue();
			assertThat(output).doesNotContain("Server Error");
		}
	}

	@Test
	void takesRequestsThatComeInPartsButInTime() throws IOException {
		try (var client = new RawClient(this.port)) {
			client.send("POST /parts HTTP/1.1\r\n");
			client.send("Host: a\r\nConnection: close\r\nContent-Length: 4\r\n\r\n");
			client.send("bo");
			client.send("dy");
			assertThat(client.receiveAll()).contains("POST /parts\n").endsWith("body");
		}
	}

	@Test
	void endsAnAnswerThatNobodyReadsAndLetsTheOriginGo() throws IOException {
		try (var client = new RawClient(this.port)) {
			client.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n");
			origin.awaitEndlessAnswers(1);
			origin.awaitEndlessAnswers(0);
			client.receiveAll();
		}
	}

	@Test
	void waitsForTheNextRequest() throws IOException {
		try (var client = new RawClient(this.port)) {
			client.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\n");
			client.receiveUntil("GET /first\n");
			pause();
			client.send("GET /second HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
			assertThat(client.receiveAll()).contains("GET /second\n");
		}
	}

	@Test
	void waitsForASlowAnswer() throws IOException {
		try (var client = new RawClient(this.port)) {
			client.send("GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
			assertThat(client.receiveAll()).contains("slow");
		}
	}

	@Test
	void sendsALongAnswerToWhoReads() throws IOException {
		try (var client = new RawClient(this.port)) {
			client.send("GET /long HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
			assertThat(client.receiveAll()).hasSizeGreaterThan(EchoOrigin.LONG);
		}
	}

	/** Longer than the limits of a request. */
	private static void pause() {
		Mono.delay(Duration.ofSeconds(1)).block();
	}

}
