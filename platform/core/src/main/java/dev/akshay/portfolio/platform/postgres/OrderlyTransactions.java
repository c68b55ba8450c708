package dev.akshay.portfolio.platform.postgres;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.connection.ConnectionFactoryUtils;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionCallback;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Transactions that run to their end, whether somebody still waits for them or not.
 * <p>
 * Cancelled in the middle, the driver may send a statement behind the {@code ROLLBACK},
 * which then commits by itself, or give a connection back to the pool with a transaction
 * open, and whoever gets it next works inside that. What was told to be stored is gone
 * with the {@code ROLLBACK} of somebody else.
 */
class OrderlyTransactions implements TransactionalOperator {

	private final TransactionalOperator transactions;

	private final ConnectionFactory connections;

	private final Duration limit;

	/**
	 * Wraps the usual ones.
	 * @param transactions begins and ends them
	 * @param connections where they take place
	 * @param limit how long the work inside may take; then its connection is closed, and
	 * the server undoes it
	 */
	OrderlyTransactions(ReactiveTransactionManager transactions, ConnectionFactory connections, Duration limit) {
		this.transactions = TransactionalOperator.create(transactions);
		this.connections = connections;
		this.limit = limit;
	}

	@Override
	public <T> Mono<T> transactional(Mono<T> work) {
		return toItsEnd(this.transactions.transactional(limited(work)));
	}

	/** Gives what came of it when all of it is committed. */
	@Override
	public <T> Flux<T> execute(TransactionCallback<T> action) {
		Mono<List<T>> all = this.transactions
			.execute((status) -> limited(Flux.from(action.doInTransaction(status)).collectList()))
			.collectList()
			.map(List::getFirst);
		return toItsEnd(all).flatMapIterable(Function.identity());
	}

	private static <T> Mono<T> toItsEnd(Mono<T> transaction) {
		return Mono.deferContextual((context) -> Mono.fromFuture(transaction.contextWrite(context).toFuture(), true));
	}

	private <T> Mono<T> limited(Mono<T> work) {
		var tooLate = Mono.defer(() -> Mono
			.<T>error(new TimeoutException("a transaction was not done in " + this.limit + " and is undone")));
		// whoever waits is told that it took too long, whether or not closing succeeds
		return ConnectionFactoryUtils.getConnection(this.connections)
			.flatMap((connection) -> work.timeout(this.limit, close(connection).onErrorComplete().then(tooLate)));
	}

	private static Mono<Void> close(Connection connection) {
		return Mono.defer(() -> Mono.from(physical(connection).close()));
	}

	// closing a pooled one gives it back
	private static Connection physical(Connection connection) {
		return (connection instanceof Wrapped<?> wrapped && wrapped.unwrap() instanceof Connection inner)
				? physical(inner) : connection;
	}

}
