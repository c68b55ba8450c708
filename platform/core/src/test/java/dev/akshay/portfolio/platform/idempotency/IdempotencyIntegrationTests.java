package dev.akshay.portfolio.platform.idempotency;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.akshay.portfolio.platform.postgres.NewRow;
import dev.akshay.portfolio.platform.postgres.NewRow.Column;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.ErrorResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@SpringBootTest(properties = { "spring.application.name=idempotency-test", "portfolio.idempotency.enabled=true",
		"spring.flyway.locations=classpath:db/idempotency" })
class IdempotencyIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Autowired
	private Idempotency idempotency;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private TransactionalOperator transaction;

	@Autowired
	private KeptResponses responses;

	@Autowired
	private MovableClock clock;

	private final String key = UUID.randomUUID().toString();

	private final AtomicInteger effects = new AtomicInteger();

	@BeforeEach
	void createThings() {
		this.database.sql("create table if not exists thing (test text, name text, primary key (test, name))")
			.then()
			.block(PATIENCE);
	}

	@Test
	void repeatsStatusHeadersAndBytes() {
		var first = once("/things", Map.of("a", 1));
		var second = once("/things", Map.of("a", 1));
		assertThat(second.getStatusCode()).isEqualTo(HttpStatus.CREATED);
		assertThat(second.getBody()).isEqualTo(first.getBody());
		assertThat(second.getHeaders().getLocation()).isEqualTo(first.getHeaders().getLocation());
		assertThat(second.getHeaders().getContentType()).isEqualTo(first.getHeaders().getContentType());
		assertThat(second.getHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
		assertThat(this.effects).hasValue(1);
	}

	@Test
	void repeatsAResponseWithoutABody() {
		for (int i = 0; i < 2; i++) {
			var response = this.idempotency
				.once(exchange("/things"), "nothing", () -> Mono.just(ResponseEntity.noContent().build()))
				.block(PATIENCE);
			assertThat(response.getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);
			assertThat(response.hasBody()).isFalse();
		}
	}

	@Test
	void takesTheSameKeyOfAnotherResourceForAnotherKey() {
		once("/things", Map.of("a", 1));
		once("/others", Map.of("a", 1));
		assertThat(this.effects).hasValue(2);
	}

	@Test
	void refusesAnotherRequest() {
		once("/things", Map.of("a", 1));
		expectStatus(HttpStatus.UNPROCESSABLE_CONTENT, "/things", Map.of("a", 2));
		assertThat(this.effects).hasValue(1);
	}

	@Test
	void refusesATwinAsLongAsTheFirstIsRunning() {
		var running = Sinks.<Void>empty();
		var first = this.idempotency
			.once(exchange("/things"), "same",
					() -> running.asMono().doOnSubscribe((_) -> this.effects.incrementAndGet()).thenReturn(created()))
			.toFuture();
		await().atMost(PATIENCE).until(() -> this.effects.get() == 1);
		expectStatus(HttpStatus.CONFLICT, "/things", "same");
		running.tryEmitEmpty();
		assertThat(first).succeedsWithin(PATIENCE);
		assertThat(once("/things", "same").getHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
	}

	@Test
	void keepsWhatAClientNoLongerWaitsFor() {
		var go = Sinks.empty();
		var first = this.idempotency
			.once(exchange("/things"), "same",
					() -> go.asMono()
						.doOnSubscribe((_) -> this.effects.incrementAndGet())
						.thenReturn(ResponseEntity.status(HttpStatus.CREATED).build()))
			.subscribe();
		await().atMost(PATIENCE).until(() -> this.effects.get() == 1);
		first.dispose();
		go.tryEmitEmpty();
		await().atMost(PATIENCE)
			.ignoreExceptionsInstanceOf(ErrorResponseException.class)
			.untilAsserted(() -> assertThat(once("/things", "same").getHeaders().getFirst("Idempotent-Replayed"))
				.isEqualTo("true"));
		assertThat(this.effects).hasValue(1);
	}

	@Test
	void keepsNothingOfAnEffectThatFailed() {
		StepVerifier
			.create(this.idempotency.once(exchange("/things"), "same",
					() -> Mono.error(new IllegalStateException("failed"))))
			.verifyErrorMessage("failed");
		assertThat(once("/things", "same").getHeaders().getFirst("Idempotent-Replayed")).isNull();
	}

	@Test
	void doesOnceMoreWhatTheDatabaseEndsForADeadlock() {
		var begun = Sinks.<Void>empty();
		var crossing = Sinks.<Void>empty();
		// it does not look: the other of the two finds the deadlock
		var other = run("set local deadlock_timeout = '24d'").then(add(thing("two")))
			.then(Mono.<Void>fromRunnable(begun::tryEmitEmpty))
			.then(crossing.asMono())
			.then(add(thing("one")))
			.then(Mono.error(new IllegalStateException("undone")))
			.as(this.transaction::transactional)
			.toFuture();
		begun.asMono().block(PATIENCE);
		var response = this.idempotency.once(exchange("/things"), "same",
				() -> (this.effects.incrementAndGet() > 1) ? add(thing("one")).thenReturn(created())
						: add(thing("one")).then(Mono.<Void>fromRunnable(crossing::tryEmitEmpty))
							.then(somebodyWaits())
							.then(add(thing("two")))
							.thenReturn(created()))
			.block(PATIENCE);
		assertThat(other).failsWithin(PATIENCE)
			.withThrowableOfType(ExecutionException.class)
			.withMessageContaining("undone");
		assertThat(response.getStatusCode()).isEqualTo(HttpStatus.CREATED);
		assertThat(this.effects).as("once more, and only once").hasValue(2);
		assertThat(things()).containsExactly("one");
	}

	private Mono<Void> run(String sql) {
		return this.database.sql(sql).then();
	}

	private Mono<Boolean> somebodyWaits() {
		return this.database.sql("""
				select exists (select from pg_locks join pg_stat_activity using (pid)
					where not granted and datname = current_database())
				""")
			.mapValue(Boolean.class)
			.one()
			.filter(Boolean::booleanValue)
			.repeatWhenEmpty((asked) -> asked.delayElements(Duration.ofMillis(20)));
	}

	@Test
	void addsRowsAndKeepsTheResponseAtOnce() {
		var first = added("/things", "same", "one");
		var second = added("/things", "same", "two");
		assertThat(second.getBody()).isEqualTo(first.getBody());
		assertThat(second.getHeaders().getLocation()).isEqualTo(first.getHeaders().getLocation());
		assertThat(first.getHeaders().getFirst("Idempotent-Replayed")).isNull();
		assertThat(second.getHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
		assertThat(things()).containsExactly("one");
		assertThat(this.effects).as("nothing was decided inside a transaction").hasValue(0);
	}

	@Test
	void refusesAnotherRequestAlsoWhereRowsAreAdded() {
		added("/things", "same", "one");
		assertThatThrownBy(() -> added("/things", "other", "two")).isInstanceOfSatisfying(ErrorResponseException.class,
				(refusal) -> assertThat(refusal.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT));
		assertThat(things()).containsExactly("one");
	}

	@Test
	void decidesInsideATransactionWhereARowMeetsItsEqual() {
		add(thing("one")).block(PATIENCE);
		var first = added("/things", "same", "one");
		assertThat(this.effects).hasValue(1);
		assertThat(things()).containsExactly("one");
		assertThat(first.getHeaders().getFirst("Idempotent-Replayed")).isNull();
		assertThat(added("/things", "same", "one").getBody()).isEqualTo(first.getBody());
		assertThat(this.effects).hasValue(1);
	}

	@Test
	void addsRowsAgainAfterADay() {
		added("/things", "same", "one");
		this.clock.move(Duration.ofHours(25));
		assertThat(added("/things", "other", "two").getHeaders().getFirst("Idempotent-Replayed")).isNull();
		assertThat(this.effects).as("under a key that is known, a transaction decides").hasValue(1);
	}

	@Test
	void addsNothingUnderAKeyThatIsBeingWorkedOn() {
		var running = Sinks.<Void>empty();
		var first = this.idempotency
			.once(exchange("/things"), "same",
					() -> running.asMono().doOnSubscribe((_) -> this.effects.incrementAndGet()).thenReturn(created()))
			.toFuture();
		await().atMost(PATIENCE).until(() -> this.effects.get() == 1);
		// it comes first after all: whoever is still at work gets its answer
		var second = added("/things", "same", "one");
		running.tryEmitEmpty();
		assertThat(first).succeedsWithin(PATIENCE)
			.satisfies((response) -> assertThat(response.getBody()).isEqualTo(second.getBody()));
		assertThat(things()).containsExactly("one");
	}

	@Test
	void forgetsAfterADay() {
		once("/things", "same");
		this.clock.move(Duration.ofHours(23));
		once("/things", "same");
		assertThat(this.effects).hasValue(1);
		this.clock.move(Duration.ofHours(2));
		assertThat(once("/things", "other").getHeaders().getFirst("Idempotent-Replayed")).isNull();
		assertThat(this.effects).hasValue(2);
	}

	@Test
	void deletesWhatIsForgottenABoundedNumberAtATime() {
		this.responses.deleteExpired(10_000).block(PATIENCE);
		for (var path : new String[] { "/a", "/b", "/c" }) {
			once(path, "same");
		}
		assertThat(this.responses.deleteExpired(2).block(PATIENCE)).isZero();
		this.clock.move(Duration.ofHours(25));
		assertThat(this.responses.deleteExpired(2).block(PATIENCE)).isEqualTo(2);
		assertThat(this.responses.deleteExpired(2).block(PATIENCE)).isBetween(1L, 2L);
	}

	private ResponseEntity<byte[]> once(String path, Object request) {
		return this.idempotency.once(exchange(path), request, () -> Mono.fromSupplier(() -> {
			this.effects.incrementAndGet();
			return created();
		})).block(PATIENCE);
	}

	private ResponseEntity<byte[]> added(String path, Object request, String thing) {
		return this.idempotency.once(exchange(path), request,
				() -> Mono.fromSupplier(() -> new Addition(created(), List.of(thing(thing)))),
				() -> Mono.fromSupplier(() -> {
					this.effects.incrementAndGet();
					return created();
				}))
			.block(PATIENCE);
	}

	private Mono<Void> add(NewRow row) {
		return NewRow.add(this.database, List.of(row));
	}

	private NewRow thing(String name) {
		return NewRow.in("thing", Column.of("test", this.key), Column.of("name", name));
	}

	private List<String> things() {
		return this.database.sql("select name from thing where test = :test")
			.bind("test", this.key)
			.mapValue(String.class)
			.all()
			.collectList()
			.block(PATIENCE);
	}

	private static ResponseEntity<Map<String, UUID>> created() {
		var id = UUID.randomUUID();
		return ResponseEntity.created(URI.create("/things/" + id)).body(Map.of("id", id));
	}

	private void expectStatus(HttpStatusCode status, String path, Object request) {
		StepVerifier
			.create(this.idempotency.once(exchange(path), request,
					() -> Mono.error(new AssertionError("has no effect"))))
			.verifyErrorSatisfies((ex) -> assertThat(ex).isInstanceOfSatisfying(ErrorResponseException.class,
					(refusal) -> assertThat(refusal.getStatusCode()).isEqualTo(status)));
	}

	private MockServerWebExchange exchange(String path) {
		return MockServerWebExchange.from(MockServerHttpRequest.post(path).header("Idempotency-Key", this.key));
	}

	static class MovableClock extends Clock {

		private Instant now = Instant.now();

		void move(Duration by) {
			this.now = this.now.plus(by);
		}

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(RealPostgreSql.class)
	static class Application {

		@Bean
		MovableClock clock() {
			return new MovableClock();
		}

	}

}
