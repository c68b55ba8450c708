package dev.akshay.portfolio.gateway.protection;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** HTTP/2 without TLS, as a proxy in front may speak it. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "server.http2.enabled=true",
				"portfolio.gateway.connections.head-timeout=300ms" })
@Timeout(60)
class Http2CleartextIntegrationTests {

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
