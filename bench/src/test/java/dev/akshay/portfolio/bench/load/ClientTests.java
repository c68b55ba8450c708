package dev.akshay.portfolio.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.akshay.portfolio.bench.load.Client.Outcome;
import dev.akshay.portfolio.bench.load.Client.Request;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

class ClientTests {

	private static final Duration THINKING = Duration.ofMillis(200);

	private final Sinks.Empty<Void> allAreHere = Sinks.empty();

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.route((routes) -> routes.get("/", (_, response) -> response.sendString(Mono.just("here")))
			.get("/slow", (_, response) -> Mono.delay(THINKING).then(response.sendString(Mono.just("late")).then()))
			.get("/busy",
					(_, response) -> response.status(HttpResponseStatus.SERVICE_UNAVAILABLE)
						.header("Retry-After", "1")
						.send())
			.get("/limited", (_, response) -> response.status(HttpResponseStatus.TOO_MANY_REQUESTS).send())
			.get("/patient", (_, response) -> this.allAreHere.asMono().then(response.send().then()))
			.get("/never", (_, _) -> Mono.never())
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

	@Test
	void tellsWhatWasOfferedFromWhatWasSent() {
		Outcome outcome = this.client.paced(Duration.ofMillis(400), 50, 5, (_) -> get("/never"));
		assertThat(outcome.offered()).isEqualTo(20);
		assertThat(outcome.sent()).isEqualTo(5);
		assertThat(outcome.sending()).isGreaterThanOrEqualTo(Duration.ofMillis(380));
		assertThat(outcome.sentPerSecond()).isLessThanOrEqualTo(5 / 0.38);
		assertThat(outcome.failures()).hasEntrySatisfying("not sent: too many are unanswered",
				(count) -> assertThat(count.sum()).isEqualTo(15));
	}

	@Test
	void countsNothingAsSentThatNeverLeft() throws IOException {
		URI nobody;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
		}
		Outcome outcome = this.client.paced(Duration.ofMillis(200), 50, (_) -> Request.get(nobody, Map.of()));
		assertThat(outcome.offered()).isEqualTo(10);
		assertThat(outcome.failed()).isEqualTo(10);
		assertThat(outcome.sent()).isZero();
		assertThat(outcome.sentPerSecond()).isZero();
	}

	@Test
	void hasAPlaceForEveryoneWhoMayGoUnanswered() {
		assertThat(Client.placesFor(1_600)).isEqualTo(16_000);
		assertThat(Client.placesFor(0.01)).isOne();
		Outcome outcome = this.client.paced(Duration.ofSeconds(1), 1_200, (number) -> {
			if (number == 1_199) {
				this.allAreHere.tryEmitEmpty();
			}
			return get("/patient");
		});
		assertThat(outcome.sent()).isEqualTo(1_200);
	}

	@Test
	void countsThoseWhoAreTurnedAwayWithoutBeingToldUntilWhen() {
		List<String> paths = List.of("/busy", "/limited", "/broken", "/", "/nowhere");
		Outcome outcome = this.client.paced(Duration.ofMillis(500), 20, (number) -> get(paths.get((int) number % 5)));
		assertThat(outcome.sent()).isEqualTo(10);
		assertThat(outcome.undated()).as("limited and broken").isEqualTo(4);
	}

	private Request get(String path) {
		return Request.get(URI.create("http://127.0.0.1:" + this.server.port() + path), Map.of());
	}

}
