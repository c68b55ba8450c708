package dev.akshay.portfolio.platform.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/** What every service does alike, seen on one that has nothing of its own. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.application.name=example")
@AutoConfigureWebTestClient
class RequestsAndAnswersTests {

	@Autowired
	private WebTestClient client;

	@Autowired
	private Environment environment;

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"name": "A", "colour": "red"}     | 400 | malformed-request | colour    | is unknown here. Known are: address, name, parts
					{"name": 1}                        | 400 | malformed-request | name      | must be text
					{"name": true}                     | 400 | malformed-request | name      | must be text
					{"name": {}}                       | 400 | malformed-request | name      | must be text
					{"name": "A", "parts": "x"}        | 400 | malformed-request | parts     | must be an array
					{"name": "A", "parts": [{"n": "x"}]} | 400 | malformed-request | parts[0].n | must be a number
					{"name": "A", "parts": [{"spare": "true"}]} | 400 | malformed-request | parts[0].spare | must be true or false
					{"name": "A", "parts": [{"spare": 1}]} | 400 | malformed-request | parts[0].spare | must be true or false
					{"name": "A", "parts": [{"spare": ""}]} | 400 | malformed-request | parts[0].spare | must be true or false
					{"name": "A", "parts": [{"shape": "OVAL"}]} | 400 | malformed-request | parts[0].shape | must be one of ROUND, SQUARE
					{"name": "A", "parts": [{"shape": 0}]} | 400 | malformed-request | parts[0].shape | must be one of ROUND, SQUARE
					{"name": "A", "parts": [{"shape": ""}]} | 400 | malformed-request | parts[0].shape | must be one of ROUND, SQUARE
					{"name": "A", "parts": [{"n": "1"}]} | 400 | malformed-request | parts[0].n | must be a number
					{"name": "A", "parts": [{"n": 1.5}]} | 400 | malformed-request | parts[0].n | must be a number
					{"name": "A", "parts": [{"n": 3000000000}]} | 400 | malformed-request | parts[0].n | must be a number
					{"name": "A"                       | 400 | malformed-request | body      | is not valid JSON
					{"name": "A", "name": "B"}         | 400 | malformed-request | body      | is not valid JSON
					{"name": "A"} x                    | 400 | malformed-request | body      | is not valid JSON
					[]                                 | 400 | malformed-request | body      | must be an object
					''                                 | 400 | malformed-request | body      | ''
					{"name": " "}                      | 422 | invalid-values    | name      | must not be blank
					{"name": "A", "address": "here"}   | 422 | invalid-values    | address   | must be a well-formed email address
					""")
	void namesTheFieldThatIsWrong(String body, int status, String type, String field, String message) {
		this.client.post()
			.uri("/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectHeader()
			.valueEquals("Cache-Control", "no-store")
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/" + type)
			.jsonPath("$.status")
			.isEqualTo(status)
			.jsonPath("$.errors.length()")
			.isEqualTo(1)
			.jsonPath("$.errors[0].field")
			.isEqualTo(field)
			.jsonPath("$.errors[0].message")
			.value((told) -> assertThat(told).asString().startsWith(message));
	}

	@Test
	void refusesABodyOverTheLimitAndCloses() {
		this.client.post()
			.uri("/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"name\": \"" + "x".repeat(64 * 1024) + "\"}")
			.exchange()
			.expectStatus()
			.isEqualTo(413)
			.expectHeader()
			.valueEquals("Connection", "close")
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/content-too-large")
			.jsonPath("$.title")
			.isEqualTo("Content Too Large")
			.jsonPath("$.errors.length()")
			.isEqualTo(1)
			.jsonPath("$.errors[0].field")
			.isEqualTo("body")
			.jsonPath("$.errors[0].message")
			.isEqualTo("must not be larger than this address accepts");
	}

	@Test
	void tellsNothingOfItsOwnFaults() {
		this.client.get()
			.uri("/fault")
			.exchange()
			.expectStatus()
			.isEqualTo(500)
			.expectBody()
			.jsonPath("$.traceId")
			.value((traceId) -> assertThat(traceId).asString().hasSize(32))
			.jsonPath("$.detail")
			.value((detail) -> assertThat(detail).asString().doesNotContain("secret"));
	}

	@Test
	void logsAFaultWithItsTrace() {
		var traceId = new AtomicReference<Object>();
		try (var log = new EcsLog(this.environment)) {
			this.client.get().uri("/fault").exchange().expectBody().jsonPath("$.traceId").value(traceId::set);
			var logged = log.lineWith(String.valueOf(traceId.get()));
			assertThat(logged.path("service").path("name").asString("")).isEqualTo("example");
			assertThat(logged.path("log").path("level").asString("")).isEqualTo("ERROR");
			assertThat(logged.path("@timestamp").asString("")).endsWith("Z");
		}
	}

	@Test
	void logsInOneLineWhateverIsInIt() {
		var words = "forged-%s\r\n{\"log\": {\"level\": \"INFO\"}}\n\u001b[2K".formatted(UUID.randomUUID());
		try (var log = new EcsLog(this.environment)) {
			LogFactory.getLog(getClass()).warn(words);
			assertThat(log.lineWith(words.substring(0, 43)).path("message").asString("")).isEqualTo(words);
		}
	}

	@Test
	void servicesLogAsJson() throws IOException {
		var own = new YamlPropertySourceLoader().load("platform", new ClassPathResource("platform.yaml")).getFirst();
		assertThat(own.getProperty("logging.structured.format.console")).isEqualTo("ecs");
	}

	@ParameterizedTest
	@CsvSource({ "/orders, 405, method-not-allowed", "/nothing, 404, not-found",
			"/numbers?from=x, 400, malformed-request", "/numbers, 400, malformed-request" })
	void namesEveryRefusal(String uri, int status, String type) {
		this.client.get()
			.uri(uri)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/" + type)
			.jsonPath("$.detail")
			.isNotEmpty();
	}

	@Test
	void publicContentIsTaggedAndNotSentTwice() {
		var tag = this.client.get().uri("/public").exchange().returnResult(String.class).getResponseHeaders().getETag();
		assertThat(tag).matches("\"[\\w-]{22}\"");
		this.client.get()
			.uri("/public")
			.header("If-None-Match", tag)
			.exchange()
			.expectStatus()
			.isNotModified()
			.expectHeader()
			.valueEquals("Cache-Control", "max-age=0, must-revalidate, public")
			.expectHeader()
			.valueEquals("CDN-Cache-Control", "max-age=300, stale-while-revalidate=86400, stale-if-error=604800")
			.expectHeader()
			.valueEquals("Cache-Tag", "letters, letters/a");
		this.client.head().uri("/public").exchange().expectStatus().isOk().expectHeader().valueEquals("ETag", tag);
	}

	@Test
	void onlyTheEdgeMayRepeatThatThereIsNothing() {
		this.client.get()
			.uri("/missing")
			.exchange()
			.expectStatus()
			.isNotFound()
			.expectHeader()
			.valueEquals("Cache-Control", "no-store")
			.expectHeader()
			.valueEquals("CDN-Cache-Control", "max-age=10")
			.expectHeader()
			.valueEquals("Cache-Tag", "letters");
	}

	@Test
	void leavesAloneWhatIsPrivateWhatStreamsAndWhatHasATag() {
		this.client.get().uri("/private").exchange().expectHeader().doesNotExist("ETag");
		this.client.get()
			.uri("/stream")
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.expectHeader()
			.doesNotExist("ETag");
		this.client.get().uri("/tagged").exchange().expectHeader().valueEquals("ETag", "\"mine\"");
	}

	record Order(@NotBlank String name, @Email String address, List<Part> parts) {
	}

	record Part(Integer n, Boolean spare, Shape shape) {
	}

	enum Shape {

		ROUND, SQUARE

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration(exclude = R2dbcAutoConfiguration.class)
	@Import(Example.class)
	static class Application {

	}

	@RestController
	static class Example {

		private final PublicContent content;

		Example(PublicContent content) {
			this.content = content;
		}

		@PostMapping("/orders")
		Mono<String> order(@Valid @RequestBody Mono<Order> order) {
			return order.map(Order::name);
		}

		@GetMapping("/fault")
		Mono<String> fault() {
			return Mono.error(new IllegalStateException("secret"));
		}

		@GetMapping("/numbers")
		Mono<Integer> number(@RequestParam int from) {
			return Mono.just(from);
		}

		@GetMapping("/public")
		ResponseEntity<String> content() {
			return this.content.of("content", "letters", "letters/a");
		}

		@GetMapping("/missing")
		Mono<String> missing() {
			return Mono.error(() -> this.content.missing(new ErrorResponseException(HttpStatus.NOT_FOUND), "letters"));
		}

		@GetMapping("/tagged")
		ResponseEntity<String> tagged() {
			return ResponseEntity.ok()
				.headers((headers) -> this.content.describe(headers, List.of()))
				.eTag("mine")
				.body("content");
		}

		@GetMapping("/private")
		Mono<String> secret() {
			return Mono.just("mine");
		}

		@GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		ResponseEntity<Flux<String>> stream() {
			return ResponseEntity.ok()
				.headers((headers) -> this.content.describe(headers, List.of()))
				.body(Flux.just("a", "b"));
		}

	}

	/**
	 * What is logged while it is open, written as services write it. The console's own
	 * form cannot be asked: which one it has is settled once a JVM, by the first test
	 * that starts a service.
	 */
	private static final class EcsLog implements AutoCloseable {

		private final ByteArrayOutputStream written = new ByteArrayOutputStream();

		private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

		private final Logger root;

		EcsLog(Environment environment) {
			var context = (LoggerContext) LoggerFactory.getILoggerFactory();
			context.putObject(Environment.class.getName(), environment);
			var encoder = new StructuredLogEncoder();
			encoder.setContext(context);
			encoder.setFormat("ecs");
			encoder.start();
			this.appender.setContext(context);
			this.appender.setEncoder(encoder);
			this.appender.setOutputStream(this.written);
			this.appender.start();
			this.root = context.getLogger(Logger.ROOT_LOGGER_NAME);
			this.root.addAppender(this.appender);
		}

		/** The only line with some words, which is JSON. */
		JsonNode lineWith(String words) {
			var lines = Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> this.written.toString(StandardCharsets.UTF_8)
					.lines()
					.filter((line) -> line.contains(words))
					.toList(), (found) -> !found.isEmpty());
			assertThat(lines).hasSize(1);
			return new JsonMapper().readTree(lines.getFirst());
		}

		@Override
		public void close() {
			this.root.detachAppender(this.appender);
			this.appender.stop();
		}

	}

}
