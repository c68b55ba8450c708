package dev.akshay.portfolio.platform.postgres;

import java.time.Duration;

import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.ReactiveTransactionManager;

/**
 * Listening to the database, for whoever asks for {@link Notifications}, and transactions
 * that end as they should.
 */
@AutoConfiguration(after = R2dbcAutoConfiguration.class, before = TransactionAutoConfiguration.class)
@ConditionalOnClass({ PostgresqlConnectionFactory.class, R2dbcAutoConfiguration.class })
@ConditionalOnBean(ConnectionFactory.class)
class PostgresAutoConfiguration {

	/**
	 * Longer than anybody waits for what is done in a transaction, and half of what it
	 * has with its beginning and end.
	 */
	static final Duration TRANSACTION_LIMIT = Duration.ofSeconds(30);

	@Bean
	OrderlyTransactions transactionalOperator(ReactiveTransactionManager transactions, ConnectionFactory connections) {
		return new OrderlyTransactions(transactions, connections, TRANSACTION_LIMIT);
	}

	@Bean
	Notifications notifications(ConnectionFactory connections) {
		return new Notifications(unpooled(connections));
	}

	// a pooled connection goes back and forth, a listening one has to stay
	private static PostgresqlConnectionFactory unpooled(ConnectionFactory connections) {
		return switch (connections) {
			case PostgresqlConnectionFactory postgres -> postgres;
			case Wrapped<?> wrapped when wrapped.unwrap() instanceof ConnectionFactory inner -> unpooled(inner);
			default -> throw new IllegalStateException("Notifications need PostgreSQL, not " + connections);
		};
	}

}
