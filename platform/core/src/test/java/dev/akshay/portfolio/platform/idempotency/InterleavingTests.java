package dev.akshay.portfolio.platform.idempotency;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import dev.akshay.portfolio.platform.postgres.NewRow;
import dev.akshay.portfolio.platform.postgres.NewRow.Column;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.ErrorResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Requests under few keys that begin, succeed, fail and are given up in any order, beside
 * a model of what each of them must be told.
 */
class InterleavingTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final int TRIES = 60;

	private static ConfigurableApplicationContext context;

	private static Idempotency idempotency;

	private static DatabaseClient database;

	@BeforeContainer
	static void start() {
		context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run("--spring.application.name=interleaving-test", "--portfolio.idempotency.enabled=true",
					"--spring.flyway.locations=classpath:db/idempotency");
		idempotency = context.getBean(Idempotency.class);
		database = context.getBean(DatabaseClient.class);
		database.sql("create table effect (key text not null, request text not null)").then().block(PATIENCE);
	}

	@AfterContainer
	static void stop() {
		context.close();
	}

	@Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
	void everyRequestIsToldWhatItsKeyAllows(@ForAll("steps") @Size(min = 1, max = 25) List<Step> steps) {
		var keys = new HashMap<Integer, Key>();
		for (var step : steps) {
			var key = keys.computeIfAbsent(step.key(), (_) -> new Key());
			switch (step.kind()) {
				case ASK -> key.ask("request " + step.request());
				case SUCCEED -> key.succeed();
				case FAIL -> key.fail();
				case GIVE_UP -> key.giveUp();
			}
		}
		keys.values().forEach(Key::settle);
	}

	@Property(tries = TRIES / 3, shrinking = ShrinkingMode.OFF)
	void ofManyAtOnceOneHasAnEffect(@ForAll @IntRange(min = 2, max = 12) int many,
			@ForAll @IntRange(max = 3) int requests) {
		var key = UUID.randomUUID().toString();
		var answers = Flux.range(0, many)
			.flatMap((number) -> once(key, "request " + number % (requests + 1), Mono.empty())
				.subscribeOn(Schedulers.parallel())
				.map((response) -> new String(response.getBody()))
				.onErrorResume(ErrorResponseException.class,
						(refusal) -> Mono.just(String.valueOf(refusal.getStatusCode().value()))),
					many)
			.collectList()
			.block(PATIENCE);
		var told = answers.stream().filter((answer) -> !List.of("409", "422").contains(answer)).toList();
		assertThat(told).isNotEmpty();
		assertThat(told.stream().distinct()).hasSize(1);
		assertThat(effects(key)).isEqualTo(1);
		if (requests == 0) {
			assertThat(answers).doesNotContain("422");
		}
	}

	/** Those that add rows beside those that decide inside a transaction. */
	@Property(tries = TRIES / 3, shrinking = ShrinkingMode.OFF)
	void ofManyAtOnceOneHasAnEffectHoweverItHasIt(@ForAll @Size(min = 2, max = 12) List<Boolean> adding,
			@ForAll @IntRange(max = 3) int requests) {
		var key = UUID.randomUUID().toString();
		var answers = Flux.range(0, adding.size())
			.flatMap((number) -> (adding.get(number) ? added(key, "request " + number % (requests + 1))
					: once(key, "request " + number % (requests + 1), Mono.empty()))
				.subscribeOn(Schedulers.parallel())
				.map((response) -> new String(response.getBody()))
				.onErrorResume(ErrorResponseException.class,
						(refusal) -> Mono.just(String.valueOf(refusal.getStatusCode().value()))),
					adding.size())
			.collectList()
			.block(PATIENCE);
		var told = answers.stream().filter((answer) -> !List.of("409", "422").contains(answer)).toList();
		assertThat(told).isNotEmpty();
		assertThat(told.stream().distinct()).hasSize(1);
		assertThat(effects(key)).isEqualTo(1);
	}

	@Provide
	Arbitrary<List<Step>> steps() {
		var kinds = Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just(Kind.ASK)),
				Tuple.of(2, Arbitraries.just(Kind.SUCCEED)), Tuple.of(1, Arbitraries.just(Kind.FAIL)),
				Tuple.of(1, Arbitraries.just(Kind.GIVE_UP)));
		return Combinators.combine(kinds, Arbitraries.integers().between(0, 1), Arbitraries.integers().between(0, 1))
			.as(Step::new)
			.list();
	}

	/** The effect writes a row, waits, and tells something that no other effect tells. */
	private static Mono<ResponseEntity<byte[]>> once(String key, String request, Mono<Void> waiting) {
		var exchange = MockServerWebExchange
			.from(MockServerHttpRequest.post("/things").header("Idempotency-Key", '"' + key + '"'));
		return idempotency.once(exchange, request,
				() -> database.sql("insert into effect (key, request) values (:key, :request)")
					.bind("key", key)
					.bind("request", request)
					.then()
					.then(waiting)
					.then(Mono.fromSupplier(() -> ResponseEntity.ok(UUID.randomUUID().toString()))));
	}

	private static Mono<ResponseEntity<byte[]>> added(String key, String request) {
		var exchange = MockServerWebExchange
			.from(MockServerHttpRequest.post("/things").header("Idempotency-Key", '"' + key + '"'));
		return idempotency.once(exchange, request,
				() -> Mono.fromSupplier(() -> new Addition(ResponseEntity.ok(UUID.randomUUID().toString()),
						List.of(NewRow.in("effect", Column.of("key", key), Column.of("request", request))))),
				() -> Mono.error(new IllegalStateException("nothing else is there")));
	}

	private static long effects(String key) {
		return database.sql("select count(*) from effect where key = :key")
			.bind("key", key)
			.mapValue(Long.class)
			.one()
			.blockOptional(PATIENCE)
			.orElseThrow();
	}

	/** What happened under a key so far, and what must be told of it. */
	private static final class Key {

		private final String value = UUID.randomUUID().toString();

		private Running running;

		private String request;

		private byte[] kept;

		void ask(String asked) {
			if (this.running != null) {
				refused(asked, 409);
			}
			else if (this.kept == null) {
				begin(asked);
			}
			else if (asked.equals(this.request)) {
				var response = once(this.value, asked, Mono.error(new AssertionError("a second effect")))
					.block(PATIENCE);
				assertThat(response.getBody()).isEqualTo(this.kept);
				assertThat(response.getHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
			}
			else {
				refused(asked, 422);
			}
		}

		private void begin(String asked) {
			// one that failed with nobody waiting frees its key when it is rolled back
			await().atMost(PATIENCE).until(() -> {
				var next = new Running(this.value, asked);
				if (next.begun()) {
					this.running = next;
				}
				return this.running != null;
			});
			this.request = asked;
		}

		private void refused(String asked, int status) {
			assertThatThrownBy(
					() -> once(this.value, asked, Mono.error(new AssertionError("a second effect"))).block(PATIENCE))
				.isInstanceOfSatisfying(ErrorResponseException.class,
						(refusal) -> assertThat(refusal.getStatusCode().value()).isEqualTo(status));
		}

		void succeed() {
			if (this.running != null) {
				this.kept = this.running.succeed();
				this.running = null;
				if (this.kept.length == 0) {
					this.kept = keptForOneWhoLeft();
				}
			}
		}

		private byte[] keptForOneWhoLeft() {
			return await().atMost(PATIENCE)
				.ignoreExceptionsInstanceOf(ErrorResponseException.class)
				.until(() -> once(this.value, this.request, Mono.error(new AssertionError("a second effect")))
					.block(PATIENCE), (response) -> response != null)
				.getBody();
		}

		void fail() {
			if (this.running != null) {
				this.running.fail();
				this.running = null;
			}
		}

		/** What is done for somebody who left is done all the same. */
		void giveUp() {
			if (this.running != null) {
				this.running.giveUp();
			}
		}

		void settle() {
			fail();
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(effects(this.value)).isEqualTo((this.kept != null) ? 1 : 0));
		}

	}

	/** A request whose effect has begun and waits for its end. */
	private static final class Running {

		private final Sinks.Empty<Void> begun = Sinks.empty();

		private final Sinks.Empty<Void> end = Sinks.empty();

		private final CompletableFuture<ResponseEntity<byte[]>> answer;

		Running(String key, String request) {
			this.answer = once(key, request, Mono.defer(() -> {
				this.begun.tryEmitEmpty();
				return this.end.asMono();
			})).toFuture();
		}

		/** Whether the effect began; false if somebody else holds the key. */
		boolean begun() {
			return Mono
				.firstWithSignal(this.begun.asMono().thenReturn(true),
						Mono.fromFuture(this.answer, true)
							.thenReturn(true)
							.onErrorResume(ErrorResponseException.class, (_) -> Mono.just(false)))
				.blockOptional(PATIENCE)
				.orElse(false);
		}

		/** The answer, or nothing if nobody waited for it. */
		byte[] succeed() {
			this.end.tryEmitEmpty();
			return this.answer.isCancelled() ? new byte[0]
					: this.answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().getBody();
		}

		void fail() {
			this.end.tryEmitError(new IllegalStateException("failed"));
			if (!this.answer.isCancelled()) {
				assertThat(this.answer).failsWithin(PATIENCE)
					.withThrowableOfType(ExecutionException.class)
					.withMessageContaining("failed");
			}
		}

		void giveUp() {
			this.answer.cancel(true);
		}

	}

	enum Kind {

		ASK, SUCCEED, FAIL, GIVE_UP

	}

	/**
	 * Something that happens.
	 *
	 * @param kind what
	 * @param key under which key
	 * @param request which of two requests asks, if one does
	 */
	record Step(Kind kind, int key, int request) {
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(RealPostgreSql.class)
	static class Application {

	}

}
