package dev.akshay.portfolio.gateway.protection;

import java.io.IOException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.reactor.netty.autoconfigure.NettyServerProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Either the gateway ends a connection, or the test runs into its own limit. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "server.http2.enabled=true",
				"portfolio.gateway.connections.idle-timeout=400ms" })
@Timeout(60)
class IdleConnectionsIntegrationTests {

	/** What a client of HTTP/2 says first, with no settings of its own. */
	private static final String HELLO = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";

	private static final EchoOrigin origin = new EchoOrigin();

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void origins(DynamicPropertyRegistry properties) {
		properties.add("portfolio.services.website", origin::uri);
	}

	@AfterAll
	static void stopOrigin() {
		origin.close();
	}

	@Test
	void nobodyElseCounts(@Autowired NettyServerProperties properties) {
		assertThat(properties.getIdleTimeout()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", HELLO })
	void endsAConnectionOnWhichNobodyAsks(String hello) throws IOException {
		try (var client = new RawClient(this.port)) {
			client.send(hello);
			assertThat(client.receiveAll()).doesNotContain("HTTP/1.1");
		}
	}

	@Test
	void endsAConnectionOnWhichNobodyAsksAnyMore() throws IOException {
		try (var client = new RawClient(this.port)) {
			client.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\n");
			assertThat(client.receiveAll()).contains("GET /first\n");
		}
	}

	@Test
	void waitsForAnAnswerThatTakesLonger() throws IOException {
		try (var client = new RawClient(this.port)) {
			client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
			assertThat(client.receiveAll()).contains("slow");
		}
	}

}
