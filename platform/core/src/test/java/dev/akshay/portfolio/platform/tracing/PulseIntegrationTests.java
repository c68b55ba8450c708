package dev.akshay.portfolio.platform.tracing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A process that nobody asks for anything, and that would record nothing. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.application.name=example", "management.tracing.export.enabled=true",
				"portfolio.tracing.pulse=50ms", "portfolio.tracing.per-second=0", "portfolio.version=of-a-test" })
class PulseIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final Queue<String> told = new ConcurrentLinkedQueue<>();

	private static final HttpServer observatory = server();

	@DynamicPropertySource
	static void observatory(DynamicPropertyRegistry properties) {
		properties.add("portfolio.tracing.observatory", () -> "http://127.0.0.1:" + observatory.getAddress().getPort());
	}

	@AfterAll
	static void stop() {
		observatory.stop(0);
	}

	@Test
	void saysThatItIsThereAndHowItIs() {
		await().atMost(LIMIT)
			.untilAsserted(() -> assertThat(told)
				.anySatisfy((spans) -> assertThat(spans).contains("example", Pulse.MEMORY, Pulse.LAG)
					.containsPattern(Pulse.STATE + "[^a-z]+up")
					.containsPattern(Pulse.BREAKER + "website[^a-z]+half-open")
					.containsPattern(Pulse.UPTIME + "[^0-9a-z]+[0-9]")
					.containsPattern("service\\.version[^a-z]+of-a-test")));
	}

	private static HttpServer server() {
		try {
			var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			server.createContext("/v1/traces", PulseIntegrationTests::take);
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void take(HttpExchange exchange) throws IOException {
		try (exchange) {
			var body = exchange.getRequestBody();
			var zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
			told.add(new String((zipped ? new GZIPInputStream(body) : body).readAllBytes(),
					StandardCharsets.ISO_8859_1));
			exchange.sendResponseHeaders(200, -1);
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = R2dbcAutoConfiguration.class)
	static class Example {

		@Bean
		Breakers breakers() {
			return () -> Map.of("website", "half-open");
		}

	}

}
