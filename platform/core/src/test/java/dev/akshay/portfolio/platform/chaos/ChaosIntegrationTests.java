package dev.akshay.portfolio.platform.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.akshay.portfolio.platform.RelayService;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A service that fails for those who ordered it, as its server sends it. */
@SpringBootTest(classes = { RelayService.class, ChaosIntegrationTests.Example.class },
		webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.application.name=example")
class ChaosIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final AtomicInteger worked = new AtomicInteger();

	@LocalServerPort
	private int port;

	@Autowired
	private MeterRegistry meters;

	private WebClient http;

	@BeforeEach
	void openClient() {
		worked.set(0);
		this.http = WebClient.create("http://127.0.0.1:" + this.port);
	}

	@Test
	void answersWithAProblemAndDoesNothing() {
		var before = strikes("error");
		var answer = get("/work", chaos("example", Fault.Kind.ERROR, 0));
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.body()).contains("https://akshay.dev/problems/chaos-error", "example");
		assertThat(answer.headers().getFirst("Content-Type")).isEqualTo("application/problem+json");
		assertThat(answer.headers().getFirst("Chaos-Fault")).isEqualTo("error");
		assertThat(answer.headers().getFirst("Cache-Control")).isEqualTo("no-store");
		// a breaker counts it
		assertThat(answer.headers().getFirst("Retry-After")).isNull();
		assertThat(worked).hasValue(0);
		assertThat(strikes("error")).isEqualTo(before + 1);
	}

	@Test
	void answersAHeadWithTheHeadOfAProblem() {
		var answer = send(this.http.method(HttpMethod.HEAD)
			.uri("/work")
			.header("baggage", chaos("example", Fault.Kind.ERROR, 0)));
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.body()).isEmpty();
	}

	@Test
	void answersLater() {
		var begin = System.nanoTime();
		var answer = get("/work", chaos("example", Fault.Kind.LATENCY, 400));
		assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(Duration.ofMillis(400).toNanos());
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("done");
		assertThat(answer.headers().getFirst("Chaos-Fault")).isEqualTo("latency");
	}

	@Test
	void doesNothingForWhoLeavesMeanwhile() {
		var before = strikes("latency");
		var client = this.http.get()
			.uri("/work")
			.header("baggage", chaos("example", Fault.Kind.LATENCY, 4000))
			.retrieve()
			.toBodilessEntity()
			.subscribe();
		Awaitility.await().atMost(LIMIT).until(() -> strikes("latency") > before);
		client.dispose();
		// one that is told later would be done by now, if it had not been ended
		get("/other", chaos("example", Fault.Kind.LATENCY, 6000));
		assertThat(worked).hasValue(0);
	}

	@Test
	void endsTheConnection() {
		assertThatThrownBy(() -> get("/work", chaos("example", Fault.Kind.ABORT, 0)))
			.isInstanceOf(WebClientRequestException.class);
		assertThat(worked).hasValue(0);
		assertThat(get("/work", null).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/long", "/stream" })
	void sendsItsBodySlowly(String path) {
		var plain = get(path, null);
		var begin = System.nanoTime();
		var slow = get(path, chaos("example", Fault.Kind.SLOW_BODY, 2000));
		assertThat(slow.status()).isEqualTo(200);
		assertThat(slow.body()).isEqualTo(plain.body()).hasSize(1000);
		assertThat(slow.headers().getFirst("Chaos-Fault")).isEqualTo("slow-body");
		// five pieces of 200 bytes, a tenth of a second before each
		assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(Duration.ofMillis(490).toNanos());
	}

	@Test
	void asksForMoreOfABodyOnlyWhenThereIsRoom() {
		var client = this.http.get()
			.uri("/endless")
			.header("baggage", chaos("example", Fault.Kind.SLOW_BODY, 1000))
			.exchangeToFlux((response) -> response.bodyToFlux(String.class))
			.take(3)
			.blockLast(LIMIT);
		assertThat(client).isNotNull();
		// what a piece has not reached is not made: a few are on their way
		assertThat(worked.get()).isBetween(1, 50);
	}

	@ParameterizedTest
	@EnumSource(Fault.Kind.class)
	void sparesOtherServices(Fault.Kind kind) {
		var answer = get("/work", chaos("another", kind, kind.most()));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.headers().getFirst("Chaos-Fault")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "chaos=example:error:0:100:1", "chaos=example:error:0:100:99999999999",
			"chaos=example:error:1:100:%d", "chaos=example:latency:10001:100:%d", "chaos=example:error:0:1000:%d",
			"disorder=example:error:0:100:%d" })
	void sparesWhoCarriesWhatIsNotBelieved(String value) {
		var answer = get("/work", value.formatted(Instant.now().getEpochSecond() + 60));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.headers().getFirst("Chaos-Fault")).isNull();
	}

	@Test
	void strikesInFrontOfWhatIsAtHand() {
		assertThat(get("/at-hand", null).body()).isEqualTo("at hand");
		assertThat(get("/at-hand", chaos("example", Fault.Kind.ERROR, 0)).status()).isEqualTo(503);
	}

	@Test
	void sparesWhoLooksAfterTheProcess() {
		assertThat(get("/actuator/health", chaos("example", Fault.Kind.ERROR, 0)).status()).isEqualTo(200);
	}

	@Test
	void tellsThoseWhomItAsksInTurn() {
		var value = chaos("another", Fault.Kind.LATENCY, 100);
		var relayed = RelayService.path(this.port, Faults.HEADER);
		assertThat(get(relayed, value).body()).isEqualTo(value);
		assertThat(get(relayed, null).body()).isEqualTo(RelayService.NONE);
		// what else came with it does not go on by us
		assertThat(get(relayed, "one=1," + value).body()).isEqualTo(value);
	}

	private double strikes(String fault) {
		return this.meters.counter("portfolio.chaos.strikes", "fault", fault).count();
	}

	private static String chaos(String service, Fault.Kind kind, int amount) {
		return new Faults(List.of(new Fault(service, kind, amount, 100, Instant.now().getEpochSecond() + 60)))
			.headerValue();
	}

	private Answer get(String path, String baggage) {
		var request = this.http.get().uri(path);
		return send((baggage != null) ? request.header("baggage", baggage) : request);
	}

	private static Answer send(WebClient.RequestHeadersSpec<?> request) {
		return request
			.exchangeToMono((response) -> response.bodyToMono(String.class)
				.defaultIfEmpty("")
				.map((body) -> new Answer(response.statusCode().value(), response.headers().asHttpHeaders(), body)))
			.blockOptional(LIMIT)
			.orElseThrow();
	}

	private record Answer(int status, HttpHeaders headers, String body) {
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Worker.class)
	static class Example {

		/** As what keeps answers does, before any filter. */
		@Bean
		HttpHandlerDecoratorFactory atHand() {
			return (rest) -> (request, response) -> {
				if (!request.getPath().value().equals("/at-hand")) {
					return rest.handle(request, response);
				}
				response.setStatusCode(HttpStatus.OK);
				return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap("at hand".getBytes())));
			};
		}

	}

	@RestController
	static class Worker {

		@GetMapping("/work")
		Mono<String> work() {
			return Mono.fromSupplier(() -> {
				worked.incrementAndGet();
				return "done";
			});
		}

		@GetMapping("/other")
		String other() {
			return "done";
		}

		@GetMapping("/long")
		String page() {
			return "x".repeat(1000);
		}

		@GetMapping("/stream")
		Flux<String> stream() {
			return Flux.range(0, 10).map((number) -> String.valueOf(number).repeat(100));
		}

		@GetMapping("/endless")
		Flux<String> endless() {
			return Flux.generate((sink) -> {
				worked.incrementAndGet();
				sink.next("x".repeat(99) + "\n");
			});
		}

	}

}
