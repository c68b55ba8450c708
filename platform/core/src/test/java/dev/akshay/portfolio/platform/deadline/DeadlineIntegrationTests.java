package dev.akshay.portfolio.platform.deadline;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

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
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.application.name=example")
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
			.uri("/relay?port=" + this.port)
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
			.uri("/relay?port=" + this.port)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.isEqualTo("none");
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

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = R2dbcAutoConfiguration.class)
	@Import(Worker.class)
	static class Example {

	}

	@RestController
	static class Worker {

		private final WebClient.Builder http;

		Worker(WebClient.Builder http) {
			this.http = http;
		}

		@GetMapping("/work")
		Mono<String> work() {
			return Mono.<String>never().doOnCancel(stopped::incrementAndGet);
		}

		@GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		Flux<String> stream() {
			return Flux.concat(Mono.just("at once"), Mono.just("later").delayElement(Duration.ofMillis(5300)));
		}

		@GetMapping("/relay")
		Mono<String> relay(int port) {
			return this.http.clone()
				.build()
				.get()
				.uri("http://127.0.0.1:%d/left".formatted(port))
				.retrieve()
				.bodyToMono(String.class);
		}

		@GetMapping("/left")
		String left(@RequestHeader(name = Deadline.HEADER, defaultValue = "none") String left) {
			return left;
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
