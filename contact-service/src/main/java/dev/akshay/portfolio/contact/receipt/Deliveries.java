package dev.akshay.portfolio.contact.receipt;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.core.NestedRuntimeException;
import org.springframework.stereotype.Component;

/**
 * Notes on receipts what the notifier says of their messages, those of a batch at once,
 * or one by one if something in it cannot be noted. An event that comes again changes
 * nothing.
 */
@Component
class Deliveries implements EventHandler {

	static final String TOPIC = "portfolio.contact.deliveries";

	private static final String DELIVERED = "dev.akshay.portfolio.contact.message-delivered.v1";

	private static final String PARKED = "dev.akshay.portfolio.contact.message-parked.v1";

	private final Receipts receipts;

	private final EventFormat format;

	Deliveries(Receipts receipts, EventFormat format) {
		this.receipts = receipts;
		this.format = format;
	}

	@Override
	public Function<ConsumerRecord<String, byte[]>, CompletableFuture<?>> handlerOf(
			List<ConsumerRecord<String, byte[]>> batch) {
		var unreadable = new HashMap<ConsumerRecord<String, byte[]>, PermanentFailure>();
		// a record is equal to itself alone
		var news = new LinkedHashMap<ConsumerRecord<String, byte[]>, News>();
		for (var event : batch) {
			try {
				news.put(event, read(event));
			}
			catch (PermanentFailure ex) {
				unreadable.put(event, ex);
			}
		}
		var noted = note(news.values());
		return (event) -> {
			var told = news.get(event);
			if (told == null) {
				return CompletableFuture.failedFuture(unreadable.get(event));
			}
			return isOfOneAlone(noted) ? note(List.of(told)) : noted;
		};
	}

	private News read(ConsumerRecord<String, byte[]> event) {
		return switch (this.format.typeOf(event)) {
			case DELIVERED -> this.format.read(event, MessageDelivered.class).data();
			case PARKED -> this.format.read(event, MessageParked.class).data();
			default -> throw new UnreadableEvent("its type is unknown here");
		};
	}

	/** What is wrong with one of a batch says nothing of the others. */
	private static boolean isOfOneAlone(CompletableFuture<?> noted) {
		return noted.isCompletedExceptionally() && !(noted.exceptionNow() instanceof Outage);
	}

	private CompletableFuture<?> note(Collection<News> news) {
		var delivered = news.stream().filter(MessageDelivered.class::isInstance).map(MessageDelivered.class::cast);
		var parked = news.stream().filter(MessageParked.class::isInstance).map(MessageParked.class::cast);
		var noted = this.receipts.delivered(delivered.toList())
			.thenMany(Flux.fromStream(parked)
				.concatMap((each) -> this.receipts.parked(each.messageId(), each.parkedAt(), each.reason())))
			.then()
			.onErrorMap(Deliveries::isOfTheDatabase, Deliveries::meaningOf);
		try {
			return CompletableFuture.completedFuture(ConsumerThread.await(noted));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private static boolean isOfTheDatabase(Throwable failure) {
		return failure instanceof NestedRuntimeException || failure instanceof R2dbcException;
	}

	private static RuntimeException meaningOf(Throwable failure) {
		for (var cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof R2dbcException answer && isOfTheData(answer.getSqlState())) {
				return new PermanentFailure("the database refuses its data with " + answer.getSqlState());
			}
		}
		return new Outage("the database cannot note it", failure);
	}

	/** Data exceptions and broken constraints: no later try finds them otherwise. */
	private static boolean isOfTheData(@Nullable String sqlState) {
		return sqlState != null && (sqlState.startsWith("22") || sqlState.startsWith("23"));
	}

	/** What became of a message. */
	sealed interface News {

	}

	record MessageDelivered(UUID messageId, Instant deliveredAt) implements News {

		MessageDelivered {
			Objects.requireNonNull(messageId);
			Objects.requireNonNull(deliveredAt);
		}

	}

	record MessageParked(UUID messageId, String reason, Instant parkedAt) implements News {

		MessageParked {
			Objects.requireNonNull(messageId);
			Objects.requireNonNull(reason);
			Objects.requireNonNull(parkedAt);
		}

	}

}
