package dev.akshay.portfolio.insights.lab.idempotency;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.akshay.portfolio.insights.lab.UnknownRun;
import dev.akshay.portfolio.platform.postgres.NewRow;
import dev.akshay.portfolio.platform.postgres.NewRow.Column;
import reactor.core.publisher.Mono;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/** The payments of all runs, which leave with their run. */
@Repository
class ToyPayments {

	/** A payment takes a while, as it does where money moves: twins meet it under way. */
	private static final Duration WORK = Duration.ofMillis(100);

	private final DatabaseClient database;

	ToyPayments(DatabaseClient database) {
		this.database = database;
	}

	/**
	 * Pays, in the current transaction or in one of its own.
	 * @param run the run it belongs to
	 * @param keyed whether whoever pays has sent a key
	 * @return the receipt; fails with {@link UnknownRun} if there is no such run
	 */
	Mono<ToyReceipt> pay(String run, boolean keyed, ToyPayment payment) {
		return Mono.defer(() -> {
			var receipt = new ToyReceipt(UUID.randomUUID(), payment.amount(), payment.currency());
			var row = NewRow.in("lab_payment", Column.of("id", receipt.payment()), Column.of("run", run),
					Column.of("keyed", keyed), Column.of("amount", receipt.amount()),
					Column.of("currency", receipt.currency()));
			return Mono.delay(WORK).then(NewRow.add(this.database, List.of(row))).thenReturn(receipt);
		}).onErrorMap(DataIntegrityViolationException.class, (_) -> new UnknownRun());
	}

	/** How many payments of a run there are, with a key or without. */
	Mono<Long> count(String run, boolean keyed) {
		return this.database.sql("select count(*) from lab_payment where run = :run and keyed = :keyed")
			.bind("run", run)
			.bind("keyed", keyed)
			.mapValue(Long.class)
			.one();
	}

}
