package dev.akshay.portfolio.platform.postgres;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Type;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;

/**
 * A row that is to be added to a table. Rows of several tables can be added by one
 * statement: it is a transaction by itself, and costs one round trip where a transaction
 * of many statements costs one for each of them and two around them.
 *
 * @param table the table's name, never from outside
 * @param columns what stands in it
 * @param listener who is told when its transaction has ended, if anybody
 */
public record NewRow(String table, List<Column> columns, @Nullable Runnable listener) {

	private static final Duration LIMIT = PostgresAutoConfiguration.TRANSACTION_LIMIT;

	/**
	 * Describes a row.
	 * @param table the table's name, never from outside
	 * @param columns what stands in it
	 * @return the row, not added yet
	 */
	public static NewRow in(String table, Column... columns) {
		return new NewRow(table, List.of(columns), null);
	}

	/**
	 * The same row, of which somebody in this process is told. Nobody else is: a
	 * {@code NOTIFY} with each row would have all commits stand in one line.
	 * @param told runs when the row's transaction has ended, on any thread, which it must
	 * not keep. It runs whatever became of it, which is not always known, and so has to
	 * look for itself; and not at all if the process dies in between
	 * @return the row
	 */
	public NewRow telling(Runnable told) {
		return new NewRow(this.table, this.columns, told);
	}

	/**
	 * Adds rows, all or none, in the current transaction or in one of their own.
	 * @param database where to
	 * @param rows which
	 * @return completes when they are added, which takes thirty seconds at most; fails
	 * with a {@link org.springframework.dao.DuplicateKeyException} if one is there
	 * already
	 */
	public static Mono<Void> add(DatabaseClient database, List<NewRow> rows) {
		var listeners = rows.stream().flatMap((row) -> Stream.ofNullable(row.listener())).distinct().toList();
		var added = Mono.defer(() -> {
			var statement = database.sql(sqlOf(rows));
			int index = 0;
			for (var row : rows) {
				for (var column : row.columns) {
					statement = statement.bind(index++, column.value);
				}
			}
			return statement.then();
		}).timeout(LIMIT);
		return listeners.isEmpty() ? added : telling(added, listeners);
	}

	private static Mono<Void> telling(Mono<Void> added, List<Runnable> listeners) {
		return TransactionSynchronizationManager.forCurrentTransaction()
			.onErrorResume(NoTransactionException.class, (_) -> Mono.empty())
			.filter(TransactionSynchronizationManager::isSynchronizationActive)
			.map((transaction) -> {
				transaction.registerSynchronization(new Telling(listeners));
				return added;
			})
			// without one, the statement is its own transaction
			.switchIfEmpty(Mono.fromSupplier(() -> toItsEnd(added.doFinally((_) -> listeners.forEach(Runnable::run)))))
			.flatMap(Function.identity());
	}

	/** What is sent is stored, whoever hangs up; it is told of when it is. */
	private static Mono<Void> toItsEnd(Mono<Void> statement) {
		return Mono.deferContextual((context) -> Mono.fromFuture(statement.contextWrite(context).toFuture(), true)
			.contextWrite(OrderlyTransactions::quiet));
	}

	private static String sqlOf(List<NewRow> rows) {
		var sql = new StringBuilder("with ");
		int parameter = 1;
		for (int row = 0; row < rows.size(); row++) {
			var columns = rows.get(row).columns;
			sql.append((row > 0) ? ", " : "").append("row").append(row).append(" as (insert into ");
			sql.append(rows.get(row).table).append(" (");
			sql.append(columns.stream().map(Column::name).collect(Collectors.joining(", "))).append(") values (");
			sql.append(IntStream.range(parameter, parameter + columns.size())
				.mapToObj((number) -> "$" + number)
				.collect(Collectors.joining(", "))).append("))");
			parameter += columns.size();
		}
		return sql.append(" select 1").toString();
	}

	/**
	 * Tells at the end of a transaction, whatever that end is known to be, and behind all
	 * that is done with a commit.
	 */
	private record Telling(List<Runnable> listeners) implements TransactionSynchronization {

		@Override
		public Mono<Void> afterCompletion(int status) {
			return Mono.fromRunnable(() -> this.listeners.forEach(Runnable::run));
		}

	}

	/**
	 * What stands in one column.
	 *
	 * @param name the column's name, never from outside
	 * @param value a value as the driver takes it
	 */
	public record Column(String name, Object value) {

		/**
		 * A column that holds a value.
		 * @param name the column's name
		 * @param value its value
		 * @return the column
		 */
		public static Column of(String name, Object value) {
			return new Column(name, value);
		}

		/**
		 * A column that may hold none.
		 * @param name the column's name
		 * @param type the value's type
		 * @param value its value, or {@code null}
		 * @return the column
		 */
		public static Column of(String name, Type type, @Nullable Object value) {
			return new Column(name, Parameters.in(type, value));
		}

	}

}
