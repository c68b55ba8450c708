package dev.akshay.portfolio.platform.tracing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two observatories, one of which is not there, the other hangs until it is told. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.application.name=example", "management.tracing.export.enabled=true",
				"portfolio.tracing.observatory-pause=100ms", "portfolio.tracing.per-second=100000" })
@AutoConfigureWebTestClient(timeout = "PT30S")
class ObservatoryAwayIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final CountDownLatch awake = new CountDownLatch(1);

	private static final AtomicInteger asked = new AtomicInteger();

	private static final AtomicInteger taken = new AtomicInteger();

	private static final HttpServer hanging = server();

	@Autowired
	private WebTestClient client;

	@DynamicPropertySource
	static void observatories(DynamicPropertyRegistry properties) {
		properties.add("portfolio.tracing.observatory",
				() -> "http://127.0.0.1:1,http://127.0.0.1:" + hanging.getAddress().getPort());
	}

	@AfterAll
	static void stop() {
		awake.countDown();
		hanging.stop(0);
	}

	@Test
	void nobodyElseNotices() {
		// far more spans than are kept for one who does not take them
		for (int i = 0; i < 3000; i++) {
			answer();
		}
		await().atMost(LIMIT).until(() -> asked.get() > 0);
		assertThat(taken).hasValue(0);
		for (int i = 0; i < 1000; i++) {
			answer();
		}
		awake.countDown();
		await().atMost(LIMIT).until(() -> {
			answer();
			return taken.get() > 0;
		});
	}

	private void answer() {
		this.client.get().uri("/").exchange().expectStatus().isOk();
	}

	private static HttpServer server() {
		try {
			var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			server.createContext("/v1/traces", ObservatoryAwayIntegrationTests::take);
			server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void take(HttpExchange exchange) throws IOException {
		var hung = awake.getCount() > 0;
		asked.incrementAndGet();
		try (exchange) {
			awake.await();
			exchange.getRequestBody().readAllBytes();
			exchange.sendResponseHeaders(200, -1);
			if (!hung) {
				taken.incrementAndGet();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = R2dbcAutoConfiguration.class)
	@Import(Greeting.class)
	static class Example {

	}

	@RestController
	static class Greeting {

		@GetMapping("/")
		Mono<String> greeting() {
			return Mono.just("Hello");
		}

	}

}
