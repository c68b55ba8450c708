package dev.akshay.portfolio.platform.postgres;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

import dev.akshay.portfolio.platform.test.RealPostgreSql;
import io.r2dbc.spi.ConnectionFactory;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Without {@link OrderlyTransactions}, one in two thousand of the inserts that nobody
 * cancels is lost here.
 */
@SpringBootTest(properties = { "spring.application.name=transaction-test", "spring.flyway.enabled=false" })
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

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(RealPostgreSql.class)
	static class Application {

	}

}
