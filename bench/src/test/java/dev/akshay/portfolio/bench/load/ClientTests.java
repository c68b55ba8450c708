package dev.akshay.portfolio.bench.load;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import dev.akshay.portfolio.bench.load.Client.Outcome;
import dev.akshay.portfolio.bench.load.Client.Request;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

class ClientTests {

	private static final Duration THINKING = Duration.ofMillis(200);

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.route((routes) -> routes.get("/", (_, response) -> response.sendString(Mono.just("here")))
			.get("/slow", (_, response) -> Mono.delay(THINKING).then(response.sendString(Mono.just("late")).then()))
			.get("/broken", (_, response) -> response.status(HttpResponseStatus.SERVICE_UNAVAILABLE).send()))
		.bindNow();

	private final Client client = new Client();

	@AfterEach
	void stop() {
		this.client.close();
		this.server.disposeNow();
	}

	@Test
	void sendsAsManyAsTheClockSays() {
		Outcome outcome = this.client.paced(Duration.ofSeconds(1), 100, (_) -> get("/"));
		assertThat(outcome.latencies().count()).isEqualTo(100);
		assertThat(outcome.failed()).isZero();
	}

	@Test
	void doesNotWaitForAnswers() {
		Outcome outcome = this.client.paced(THINKING.multipliedBy(2), 50, (_) -> get("/slow"));
		assertThat(outcome.latencies().count()).isEqualTo(20);
		assertThat(outcome.latencies().micros(1)).isGreaterThanOrEqualTo(THINKING.toNanos() / 1_000.0);
	}

	@Test
	void sendsAnotherForEachAnswer() {
		Outcome outcome = this.client.closed(Duration.ofMillis(500), 4, (_) -> get("/"));
		assertThat(outcome.latencies().count()).isPositive();
		assertThat(outcome.failed()).isZero();
	}

	@Test
	void countsErrorsOfTheServerAsFailures() {
		Outcome outcome = this.client.paced(Duration.ofMillis(200), 50,
				(number) -> get((number % 2 == 0) ? "/broken" : "/nowhere"));
		assertThat(outcome.answers()).containsOnlyKeys("503", "404");
		assertThat(outcome.failed()).isEqualTo(5);
	}

	private Request get(String path) {
		return Request.get(URI.create("http://127.0.0.1:" + this.server.port() + path), Map.of());
	}

}
