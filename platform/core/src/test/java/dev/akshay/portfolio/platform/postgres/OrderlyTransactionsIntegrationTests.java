package dev.akshay.portfolio.platform.postgres;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import dev.akshay.portfolio.platform.test.RealPostgreSql;
import io.r2dbc.spi.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransaction;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Without {@link OrderlyTransactions}, one in two thousand of the inserts that nobody
 * cancels is lost here.
 */
@SpringBootTest(properties = { "spring.application.name=transaction-test", "spring.flyway.enabled=false",
		"logging.level.dev.akshay.portfolio.platform.postgres=debug" })
@ExtendWith(OutputCaptureExtension.class)
class OrderlyTransactionsIntegrationTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final int MANY = 10_000;

	private static final int AT_A_TIME = 30;

	private static final long LONGEST_NANOS = Duration.ofMillis(20).toNanos();

	@Autowired
	private DatabaseClient database;

	@Autowired
	private TransactionalOperator transaction;

	@Autowired
	private ReactiveTransactionManager transactions;

	@Autowired
	private ConnectionFactory connections;

	@Test
	void cancellingOneLeavesAllOrNothingOfItAndHarmsNoOther() {
		for (var table : List.of("first", "second", "alone")) {
			run("create table %s (n int)".formatted(table)).block(PATIENCE);
		}
		Set<Integer> committed = ConcurrentHashMap.newKeySet();
		Set<Integer> alone = ConcurrentHashMap.newKeySet();
		Flux.range(0, MANY).flatMap((n) -> switch (n % 3) {
			case 0 -> insert("alone", n).doOnSuccess((_) -> alone.add(n));
			case 1 -> both(n).doOnNext(committed::add)
				.timeout(Duration.ofNanos(ThreadLocalRandom.current().nextLong(LONGEST_NANOS)))
				.then()
				.onErrorComplete();
			default -> both(n).doOnNext(committed::add).then();
		}, AT_A_TIME).then().block(PATIENCE);
		assertThat(alone).hasSize((MANY + 2) / 3);
		assertThat(all("alone")).containsExactlyInAnyOrderElementsOf(alone);
		// those that were cancelled may still be on their way
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(all("first")).isEqualTo(all("second")));
		assertThat(all("first")).containsAll(committed);
	}

	@Test
	void finishesWhatNobodyWaitsFor() {
		run("create table abandoned (n int)").block(PATIENCE);
		var go = Sinks.empty();
		var waiting = insert("abandoned", 1).then(go.asMono())
			.then(insert("abandoned", 2))
			.as(this.transaction::transactional)
			.subscribe();
		waiting.dispose();
		go.tryEmitEmpty();
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(all("abandoned")).containsExactlyInAnyOrder(1, 2));
	}

	@Test
	void undoesWhatTakesTooLong() {
		run("create table slow (n int)").block(PATIENCE);
		var impatient = new OrderlyTransactions(this.transactions, this.connections, Duration.ofSeconds(1));
		var work = insert("slow", 1).then(Mono.never()).as(impatient::transactional);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> work.block(PATIENCE));
		assertThat(all("slow")).isEmpty();
	}

	@Test
	void tellsInTimeThatABeginIsNotAnsweredAndDoesNothingThen() {
		run("create table late (n int)").block(PATIENCE);
		var go = Sinks.<Void>empty();
		var undone = Sinks.<Void>empty();
		var impatient = new OrderlyTransactions(
				new Hesitant(this.transactions, go.asMono(), Mono.empty(), undone::tryEmitEmpty), this.connections,
				Duration.ofMillis(100));
		var work = insert("late", 1).as(impatient::transactional);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> work.block(PATIENCE))
			.withCauseInstanceOf(TimeoutException.class);
		go.tryEmitEmpty();
		undone.asMono().block(PATIENCE);
		assertThat(all("late")).isEmpty();
	}

	@Test
	void closesTheConnectionWhenACommitIsNotAnswered() {
		run("create table open_end (n int)").block(PATIENCE);
		var impatient = new OrderlyTransactions(new Hesitant(this.transactions, Mono.empty(), Mono.never(), () -> {
		}), this.connections, Duration.ofSeconds(1));
		var work = insert("open_end", 1).as(impatient::transactional);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> work.block(PATIENCE))
			.withCauseInstanceOf(TimeoutException.class);
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.database.sql(
					"select count(*) from pg_locks where relation = 'open_end'::regclass and mode = 'RowExclusiveLock'")
				.mapValue(Long.class)
				.one()
				.block(PATIENCE)).isZero());
		assertThat(all("open_end")).isEmpty();
	}

	@Test
	void tellsLittleOfWhatFailsWhenNobodyWaits(CapturedOutput output) {
		var go = Sinks.<Void>empty();
		var waiting = go.asMono()
			.then(Mono.error(new IllegalStateException("somebody's secret")))
			.as(this.transaction::transactional)
			.subscribe();
		waiting.dispose();
		go.tryEmitEmpty();
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(output.getAll())
				.contains("that nobody waits for failed: java.lang.IllegalStateException"));
		assertThat(output.getAll()).doesNotContain("onErrorDropped", "somebody's secret");
	}

	@Test
	void givesAllThatSeveralStepsGive() {
		run("create table several (n int)").block(PATIENCE);
		var steps = Flux.range(0, 3).concatMap((n) -> insert("several", n).thenReturn(n));
		assertThat(this.transaction.transactional(steps).collectList().block(PATIENCE)).containsExactly(0, 1, 2);
		assertThat(all("several")).containsExactlyInAnyOrder(0, 1, 2);
	}

	private Mono<Integer> both(int n) {
		return insert("first", n).then(insert("second", n)).then(Mono.just(n)).as(this.transaction::transactional);
	}

	private Mono<Void> insert(String table, int n) {
		return this.database.sql("insert into %s values (:n)".formatted(table)).bind("n", n).then();
	}

	private Mono<Void> run(String sql) {
		return this.database.sql(sql).then();
	}

	private Set<Integer> all(String table) {
		var found = this.database.sql("select n from %s".formatted(table))
			.mapValue(Integer.class)
			.all()
			.collect(Collectors.toSet())
			.block(PATIENCE);
		return (found != null) ? found : new HashSet<>();
	}

	/** Begins and commits only when it may. */
	private record Hesitant(ReactiveTransactionManager transactions, Mono<Void> begin, Mono<Void> commit,
			Runnable undone) implements ReactiveTransactionManager {

		@Override
		public Mono<ReactiveTransaction> getReactiveTransaction(@Nullable TransactionDefinition definition) {
			return this.begin.then(this.transactions.getReactiveTransaction(definition));
		}

		@Override
		public Mono<Void> commit(ReactiveTransaction transaction) {
			return this.commit.then(this.transactions.commit(transaction));
		}

		@Override
		public Mono<Void> rollback(ReactiveTransaction transaction) {
			return this.transactions.rollback(transaction).doOnSuccess((_) -> this.undone.run());
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(RealPostgreSql.class)
	static class Application {

	}

}
