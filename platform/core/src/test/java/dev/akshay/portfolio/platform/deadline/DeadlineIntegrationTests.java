package dev.akshay.portfolio.platform.deadline;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.akshay.portfolio.platform.RelayService;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = { RelayService.class, DeadlineIntegrationTests.Worker.class },
		webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.application.name=example")
@AutoConfigureWebTestClient(timeout = "PT30S")
class DeadlineIntegrationTests {

	private static final AtomicInteger stopped = new AtomicInteger();

	@Autowired
	private WebTestClient client;

	@LocalServerPort
	private int port;

	@BeforeEach
	void forget() {
		stopped.set(0);
	}

	@Test
	void stopsWorkThatNobodyWaitsFor() {
		this.client.get()
			.uri("/work")
			.header(Deadline.HEADER, "50")
			.exchange()
			.expectStatus()
			.isEqualTo(504)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/deadline-passed");
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> stopped.get() == 1);
	}

	@Test
	void beginsNothingWhenTheTimeIsOver() {
		this.client.get().uri("/work").header(Deadline.HEADER, "0").exchange().expectStatus().isEqualTo(504);
		assertThat(stopped).hasValue(0);
	}

	@Test
	void letsStreamsGoOnThatHaveBegun() {
		var stream = this.client.get()
			.uri("/stream")
			.header(Deadline.HEADER, "5000")
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(String.class)
			.getResponseBody();
		StepVerifier.create(stream)
			.expectNext("at once")
			.expectNext("later")
			.expectComplete()
			.verify(Duration.ofSeconds(30));
	}

	@Test
	void passesOnWhatIsLeft() {
		this.client.get()
			.uri(RelayService.path(this.port, Deadline.HEADER))
			.header(Deadline.HEADER, "20000")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.value((left) -> assertThat(Integer.parseInt(left)).isBetween(1, 20_000));
	}

	@Test
	void asksForNoHurryWhereNobodyIsInAHurry() {
		this.client.get()
			.uri(RelayService.path(this.port, Deadline.HEADER))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.isEqualTo(RelayService.NONE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/closed", "/exhausted" })
	void asksToComeBackWhereTheDatabaseIsSilent(String path) {
		this.client.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.valueEquals("Retry-After", "1")
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/service-unavailable");
	}

	@RestController
	static class Worker {

		@GetMapping("/work")
		Mono<String> work() {
			return Mono.<String>never().doOnCancel(stopped::incrementAndGet);
		}

		@GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		Flux<String> stream() {
			return Flux.concat(Mono.just("at once"), Mono.just("later").delayElement(Duration.ofMillis(5300)));
		}

		@GetMapping("/closed")
		Mono<String> closed() {
			return Mono.error(() -> new DataAccessResourceFailureException("query failed",
					new R2dbcNonTransientResourceException("Connection closed")));
		}

		@GetMapping("/exhausted")
		Mono<String> exhausted() {
			return Mono.error(() -> new R2dbcTimeoutException("Connection acquisition timed out"));
		}

	}

}
