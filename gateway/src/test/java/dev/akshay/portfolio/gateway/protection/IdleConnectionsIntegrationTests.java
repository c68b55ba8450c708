package dev.akshay.portfolio.gateway.protection;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.reactor.netty.autoconfigure.NettyServerProperties;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Either the gateway ends a connection, or the test runs into its own limit. */
@TestPropertySource(properties = { "server.http2.enabled=true", "portfolio.gateway.connections.idle-timeout=400ms" })
class IdleConnectionsIntegrationTests extends BehindTheGateway {

	/** What a client of HTTP/2 says first, with no settings of its own. */
	private static final String HELLO = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";

	/** How a frame begins that is a GOAWAY without more words. */
	private static final String GO_AWAY = "\0\0\10\7\0\0\0\0\0";

	@Test
	void nobodyElseCounts(@Autowired NettyServerProperties properties) {
		assertThat(properties.getIdleTimeout()).isNull();
	}

	@Test
	void endsAConnectionOnWhichNobodyAsks() throws IOException {
		try (var client = new RawClient(this.port)) {
			assertThat(client.receiveAll()).isEmpty();
		}
	}

	/** Whoever keeps a connection may not know otherwise whether a request was taken. */
	@Test
	void saysInHttp2ThatItIsTheEnd() throws IOException {
		try (var client = new RawClient(this.port)) {
			client.send(HELLO);
			assertThat(client.receiveAll()).contains(GO_AWAY);
		}
	}

	/** The system takes some answers off the gateway's hands, but not all of them. */
	@Test
	void waitsForWhoReadsSlowly() throws IOException {
		RawClient.exchange(this.port, "GET /kept-long HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
		try (var client = RawClient.withLittleRoom(this.port)) {
			client.send("GET /kept-long HTTP/1.1\r\nHost: a\r\n\r\n".repeat(6));
			assertThat(client.receiveSlowly()).isGreaterThan(6 * EchoOrigin.KEPT_LONG.length);
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
