package dev.akshay.portfolio.gateway.protection;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** HTTP/2 without TLS, as a proxy in front may speak it. */
@TestPropertySource(properties = { "server.http2.enabled=true", "portfolio.gateway.connections.head-timeout=300ms" })
class Http2CleartextIntegrationTests extends BehindTheGateway {

	@Test
	void speaksHttp2() throws Exception {
		try (var http = HttpClient.newBuilder().version(Version.HTTP_2).build()) {
			for (var path : new String[] { "/first", "/second" }) {
				var response = http
					.send(HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(this.port, path)))
						.timeout(Duration.ofSeconds(30))
						.build(), HttpResponse.BodyHandlers.ofString());
				assertThat(response.version()).isEqualTo(Version.HTTP_2);
				assertThat(response.body()).contains("GET " + path + "\n")
					.contains("X-Forwarded-Host: localhost:" + this.port + "\n");
				Mono.delay(Duration.ofSeconds(1)).block();
			}
		}
	}

	@Test
	void speaksHttp1() throws Exception {
		assertThat(RawClient.exchange(this.port, "GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
			.contains("GET /x\n");
	}

	@Test
	void endsAHeadThatDoesNotEnd() throws Exception {
		try (var client = new RawClient(this.port)) {
			client.send("GET / HTTP/1.1\r\n");
			assertThat(client.receiveAll()).isEmpty();
		}
	}

}
