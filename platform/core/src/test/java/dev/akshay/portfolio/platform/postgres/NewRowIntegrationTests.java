package dev.akshay.portfolio.platform.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import dev.akshay.portfolio.platform.postgres.NewRow.Column;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(properties = { "spring.application.name=row-test", "spring.flyway.enabled=false" })
class NewRowIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Autowired
	private DatabaseClient database;

	@Autowired
	private TransactionalOperator transaction;

	private final AtomicInteger rings = new AtomicInteger();

	private final Runnable ring = this.rings::incrementAndGet;

	private final String name = UUID.randomUUID().toString();

	@BeforeEach
	void createTable() {
		run("create table if not exists row_test (name text not null)").block(PATIENCE);
	}

	@Test
	void tellsOnceOfAllRowsOfAStatement() {
		NewRow.add(this.database, List.of(row(), row())).block(PATIENCE);
		assertThat(stored()).isEqualTo(2);
		// a moment after whoever waits is told
		await().atMost(PATIENCE).until(() -> this.rings.get() > 0);
		assertThat(this.rings).hasValue(1);
	}

	@Test
	void tellsOfRowsWhenTheirTransactionHasCommitted() {
		var before = NewRow.add(this.database, List.of(row()))
			.then(Mono.fromSupplier(this.rings::get))
			.as(this.transaction::transactional)
			.block(PATIENCE);
		assertThat(before).isZero();
		assertThat(this.rings).hasValue(1);
	}

	@Test
	void tellsWhereNobodyKnowsWhetherTheTransactionCommitted() {
		var failed = NewRow.add(this.database, List.of(row()))
			.then(backend())
			// another connection cuts off this one, before it can say what became of it
			.delayUntil((pid) -> Mono
				.fromFuture(() -> run("select pg_terminate_backend(%d, 10000)".formatted(pid)).toFuture()))
			.as(this.transaction::transactional)
			.then(Mono.just(false))
			.onErrorReturn(true)
			.block(PATIENCE);
		assertThat(failed).isTrue();
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.rings).hasValue(1));
	}

	@Test
	void tellsOfAStatementThatNobodyWaitsForWhenItIsThere() {
		var locked = Sinks.<Void>empty();
		var end = Sinks.<Void>empty();
		var holding = run("lock table row_test").then(Mono.<Void>fromRunnable(locked::tryEmitEmpty))
			.then(end.asMono())
			.as(this.transaction::transactional)
			.toFuture();
		locked.asMono().block(PATIENCE);
		var adding = NewRow.add(this.database, List.of(row())).subscribe();
		assertThat(this.rings).hasValue(0);
		adding.dispose();
		assertThat(this.rings).hasValue(0);
		end.tryEmitEmpty();
		assertThat(holding).succeedsWithin(PATIENCE);
		await().atMost(PATIENCE).until(() -> this.rings.get() > 0);
		assertThat(stored()).isEqualTo(1);
	}

	private NewRow row() {
		return NewRow.in("row_test", Column.of("name", this.name)).telling(this.ring);
	}

	private Mono<Integer> backend() {
		return this.database.sql("select pg_backend_pid()").mapValue(Integer.class).one();
	}

	private long stored() {
		return Objects.requireNonNull(this.database.sql("select count(*) from row_test where name = :name")
			.bind("name", this.name)
			.mapValue(Long.class)
			.one()
			.block(PATIENCE));
	}

	private Mono<Void> run(String sql) {
		return this.database.sql(sql).then();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(RealPostgreSql.class)
	static class Application {

	}

}
