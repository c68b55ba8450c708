package dev.akshay.portfolio.platform.postgres;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

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

	private static final Log logger = LogFactory.getLog(OrderlyTransactions.class);

	/**
	 * Reactor's own name for what is told of errors that come when nobody waits. It would
	 * log them as errors, with what they quote.
	 */
	private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

	private final TransactionalOperator transactions;

	private final ConnectionFactory connections;

	private final Duration limit;

	/**
	 * Wraps the usual ones.
	 * @param transactions begins and ends them
	 * @param connections where they take place
	 * @param limit how long the work inside may take, and as long again what is around
	 * it: {@code BEGIN}, and {@code COMMIT} or {@code ROLLBACK}. After that the
	 * connection is closed, and the server undoes what it has not committed. A
	 * {@code BEGIN} that is never answered keeps its connection, as far as it has one,
	 * until the network gives it up; whoever waits is told in time
	 */
	OrderlyTransactions(ReactiveTransactionManager transactions, ConnectionFactory connections, Duration limit) {
		this.transactions = TransactionalOperator.create(transactions);
		this.connections = connections;
		this.limit = limit;
	}

	@Override
	public <T> Mono<T> transactional(Mono<T> work) {
		return toItsEnd((run) -> this.transactions.transactional(limited(work, run)));
	}

	/** Gives what came of it when all of it is committed. */
	@Override
	public <T> Flux<T> execute(TransactionCallback<T> action) {
		return toItsEnd((run) -> this.transactions
			.execute((status) -> limited(Flux.from(action.doInTransaction(status)).collectList(), run))
			.collectList()
			.map(List::getFirst)).flatMapIterable(Function.identity());
	}

	private <T> Mono<T> toItsEnd(Function<Run, Mono<T>> transaction) {
		return Mono.deferContextual((context) -> {
			var run = new Run();
			var end = transaction.apply(run).contextWrite(context).toFuture();
			var clock = Mono.delay(this.limit.multipliedBy(2)).subscribe((_) -> {
				run.close().subscribe();
				end.completeExceptionally(tooLate());
			});
			var _ = end.whenComplete((_, _) -> clock.dispose());
			return Mono.fromFuture(end, true).contextWrite(OrderlyTransactions::quiet);
		});
	}

	/**
	 * For whoever waits for what runs to its end also when nobody waits for it any more.
	 */
	static Context quiet(Context outer) {
		Consumer<Throwable> quietly = OrderlyTransactions::nobodyWaits;
		return outer.put(ON_ERROR_DROPPED, quietly);
	}

	private static void nobodyWaits(Throwable failure) {
		logger.debug("A transaction that nobody waits for failed: " + failure.getClass().getName());
	}

	private <T> Mono<T> limited(Mono<T> work, Run run) {
		return ConnectionFactoryUtils.getConnection(this.connections)
			.flatMap((connection) -> run.begin(connection)
					? work.timeout(this.limit, run.close().then(Mono.error(this::tooLate))) : Mono.error(tooLate()));
	}

	private TimeoutException tooLate() {
		return new TimeoutException("a transaction was not done in time, the limit is " + this.limit);
	}

	/** One transaction on its way. */
	private static final class Run {

		private @Nullable Connection connection;

		private boolean over;

		/** Whether there is still time to begin. */
		synchronized boolean begin(Connection begun) {
			this.connection = begun;
			return !this.over;
		}

		private synchronized @Nullable Connection end() {
			this.over = true;
			return this.connection;
		}

		/** Ends it. The server undoes what is not committed. */
		Mono<Void> close() {
			return Mono.fromSupplier(this::end)
				.flatMap((begun) -> Mono.from(physical(begun).close()))
				// whoever waits is told that it took too long, whether or not this
				// succeeds
				.onErrorComplete();
		}

		// closing a pooled one gives it back
		private static Connection physical(Connection connection) {
			return (connection instanceof Wrapped<?> wrapped && wrapped.unwrap() instanceof Connection inner)
					? physical(inner) : connection;
		}

	}

}
