package dev.akshay.portfolio.bench.telemetry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AudienceTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final CountDownLatch end = new CountDownLatch(1);

	private HttpServer site;

	@BeforeEach
	void open() throws IOException {
		this.site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.site.setExecutor(Executors.newCachedThreadPool());
		this.site.createContext("/told", (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			exchange.getResponseBody().write(": hello\n\ndata:1\n\ndata:2\n\n".getBytes(StandardCharsets.UTF_8));
			exchange.getResponseBody().flush();
			await(this.end);
			exchange.close();
		});
		this.site.createContext("/refused", (exchange) -> {
			exchange.sendResponseHeaders(503, -1);
			exchange.close();
		});
		this.site.start();
	}

	@AfterEach
	void close() {
		this.end.countDown();
		this.site.stop(0);
	}

	@Test
	void countsThoseWhoAreToldSomething() {
		try (var audience = new Audience()) {
			audience.join(at("/told"), 3);
			audience.join(at("/refused"), 2);
			until(() -> audience.listening() == 3 && audience.heard().get(2) == 2);
			assertThat(audience.heard()).containsExactly(0L, 0L, 2L, 2L, 2L);
			this.end.countDown();
			until(() -> audience.listening() == 0);
		}
	}

	private URI at(String path) {
		return URI.create("http://127.0.0.1:%d%s".formatted(this.site.getAddress().getPort(), path));
	}

	private static void until(BooleanSupplier condition) {
		var end = Instant.now().plus(PATIENCE);
		while (!condition.getAsBoolean()) {
			assertThat(Instant.now()).isBefore(end);
			LockSupport.parkNanos(1_000_000);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
