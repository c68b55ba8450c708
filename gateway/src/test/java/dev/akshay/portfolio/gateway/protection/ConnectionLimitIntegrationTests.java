package dev.akshay.portfolio.gateway.protection;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "portfolio.gateway.connections.max=2" })
@Timeout(60)
class ConnectionLimitIntegrationTests {

	private static final String REQUEST = "GET /api/nothing HTTP/1.1\r\nHost: a\r\n\r\n";

	@LocalServerPort
	private int port;

	@Test
	void closesConnectionsThatAreTooManyAndServesTheOthers() throws IOException {
		try (var first = new RawClient(this.port)) {
			first.send(REQUEST);
			first.receiveUntil("404 Not Found");
			try (var second = new RawClient(this.port)) {
				second.send(REQUEST);
				second.receiveUntil("404 Not Found");
				try (var third = new RawClient(this.port)) {
					assertThat(third.receiveAll()).isEmpty();
				}
				second.send(REQUEST);
				second.receiveUntil("404 Not Found");
			}
		}
	}

}
