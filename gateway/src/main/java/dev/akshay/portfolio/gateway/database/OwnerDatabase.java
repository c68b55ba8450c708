package dev.akshay.portfolio.gateway.database;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.R2dbcException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The database, once it is there. The gateway does not wait for it: the tables are made
 * and brought up to date in the background, as often as it takes.
 */
@Component
public class OwnerDatabase implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(OwnerDatabase.class);

	private static final int DEFAULT_PORT = 5432;

	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

	private final ConnectionFactoryOptions address;

	private final Sinks.Empty<Void> ready = Sinks.empty();

	private final AtomicReference<@Nullable String> told = new AtomicReference<>();

	private volatile boolean there;

	private @Nullable Disposable preparing;

	OwnerDatabase(R2dbcConnectionDetails address) {
		this.address = address.getConnectionFactoryOptions();
	}

	@Override
	public synchronized void start() {
		this.preparing = Mono.fromRunnable(this::migrateBlocking)
			.subscribeOn(Schedulers.boundedElastic())
			.retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
				.maxBackoff(LONGEST_PAUSE)
				.doBeforeRetry((retry) -> tellNews(retry.failure())))
			.subscribe((_) -> {
			}, (error) -> logger.error("The owner's tables cannot be made", error), this::done);
	}

	private void migrateBlocking() {
		Flyway.configure(getClass().getClassLoader())
			.dataSource(jdbcUrl(), text(ConnectionFactoryOptions.USER), text(ConnectionFactoryOptions.PASSWORD))
			.locations("classpath:db/migration")
			.load()
			.migrate();
	}

	private String jdbcUrl() {
		var port = this.address.getValue(ConnectionFactoryOptions.PORT);
		return "jdbc:postgresql://%s:%s/%s?connectTimeout=2&socketTimeout=60&ApplicationName=gateway-migration"
			.formatted(text(ConnectionFactoryOptions.HOST), (port != null) ? port : DEFAULT_PORT,
					text(ConnectionFactoryOptions.DATABASE));
	}

	private String text(Option<? extends CharSequence> option) {
		return Objects.toString(this.address.getValue(option), "");
	}

	private void tellNews(Throwable error) {
		// what Flyway says around it is long, and the same every few seconds
		var reason = String.valueOf(NestedExceptionUtils.getMostSpecificCause(error).getMessage());
		if (!reason.equals(this.told.getAndSet(reason))) {
			logger.warn("There is no database yet, so nobody can be the owner; trying again until there is one (%s)"
				.formatted(reason));
		}
	}

	private void done() {
		this.there = true;
		this.ready.tryEmitEmpty();
		if (this.told.get() != null) {
			logger.info("The database is there");
		}
	}

	@Override
	public synchronized void stop() {
		if (this.preparing != null) {
			this.preparing.dispose();
			this.preparing = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.preparing != null;
	}

	/**
	 * Tells when the tables are there for the first time.
	 * @return completes then, or at once if they are
	 */
	public Mono<Void> ready() {
		return this.ready.asMono();
	}

	/**
	 * Does work in the database.
	 * @param <T> what comes of it
	 * @param work the work
	 * @return the same, which fails with {@link OwnerUnavailable} if the database is not
	 * there or does not answer within three seconds
	 */
	public <T> Mono<T> ask(Mono<T> work) {
		return Mono.defer(() -> this.there ? work.timeout(PATIENCE) : Mono.<T>error(new OwnerUnavailable(null)))
			.onErrorMap(OwnerDatabase::isSilence, OwnerUnavailable::new);
	}

	/**
	 * Reads what may be much.
	 * @param <T> what there is
	 * @param rows the rows
	 * @return the same, which fails with {@link OwnerUnavailable} if the database is not
	 * there or lets a row wait for more than three seconds
	 */
	public <T> Flux<T> read(Flux<T> rows) {
		return Flux.defer(() -> this.there ? rows.timeout(PATIENCE) : Flux.<T>error(new OwnerUnavailable(null)))
			.onErrorMap(OwnerDatabase::isSilence, OwnerUnavailable::new);
	}

	private static boolean isSilence(Throwable error) {
		return error instanceof TimeoutException || error instanceof R2dbcException
				|| error instanceof TransactionException
				|| (error instanceof DataAccessException && !(error instanceof DataIntegrityViolationException));
	}

}
