package dev.akshay.portfolio.platform.editing;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import dev.akshay.portfolio.platform.messaging.ConsumerThread;
import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.messaging.EventHandler;
import dev.akshay.portfolio.platform.messaging.Outage;
import dev.akshay.portfolio.platform.messaging.PermanentFailure;
import dev.akshay.portfolio.platform.messaging.UnreadableEvent;
import io.r2dbc.spi.R2dbcException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

import org.springframework.core.NestedRuntimeException;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Hears whether an import that is staged here is to be done. An event that comes again
 * changes nothing.
 */
public class ImportDecisions implements EventHandler {

	/** Where decisions are told. */
	public static final String TOPIC = "portfolio.content.imports";

	/** An import is to be done by everybody. */
	public static final String DECIDED = "dev.akshay.portfolio.content.import-decided.v1";

	/** An import is to be forgotten by everybody. */
	public static final String DROPPED = "dev.akshay.portfolio.content.import-dropped.v1";

	private final ContentArchive<?> archive;

	private final TransactionalOperator transaction;

	private final EventFormat format;

	ImportDecisions(ContentArchive<?> archive, TransactionalOperator transaction, EventFormat format) {
		this.archive = archive;
		this.transaction = transaction;
		this.format = format;
	}

	@Override
	public Function<ConsumerRecord<String, byte[]>, CompletableFuture<?>> handlerOf(
			List<ConsumerRecord<String, byte[]>> batch) {
		return this::handle;
	}

	private CompletableFuture<?> handle(ConsumerRecord<String, byte[]> event) {
		try {
			var done = done(this.format.typeOf(event), this.format.read(event, Decision.class).data().id())
				.onErrorMap(UnknownImport.class, (_) -> new PermanentFailure("nothing is staged here under its id"))
				.onErrorMap(ImportDecisions::isOfTheDatabase,
						(failure) -> new Outage("the database cannot do it", failure));
			return CompletableFuture.completedFuture(ConsumerThread.await(done));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private Mono<Void> done(String type, UUID id) {
		return switch (type) {
			case DECIDED -> this.archive.apply(id).as(this.transaction::transactional);
			case DROPPED -> this.archive.drop(id);
			default -> throw new UnreadableEvent("its type is unknown here");
		};
	}

	private static boolean isOfTheDatabase(Throwable failure) {
		return failure instanceof NestedRuntimeException || failure instanceof R2dbcException;
	}

	/**
	 * What is told of an import.
	 *
	 * @param id its id
	 */
	public record Decision(UUID id) {

		public Decision {
			Objects.requireNonNull(id, "id");
		}

	}

}
