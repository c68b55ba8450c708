package dev.akshay.portfolio.contact.message;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import dev.akshay.portfolio.contact.receipt.Receipts;
import dev.akshay.portfolio.contact.receipt.Receipts.Silent;
import dev.akshay.portfolio.platform.outbox.Outbox;
import dev.akshay.portfolio.platform.routine.Routine;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Tells once more of messages of which nothing was heard for long. Kafka forgets an event
 * that nobody reads for a week, or with its disk; the message is still here. Told again
 * is the same event, which whoever has handled it knows by its id.
 */
@Component
class Reminders extends Routine {

	private static final Log logger = LogFactory.getLog(Reminders.class);

	private static final Duration LIMIT = Duration.ofMinutes(2);

	private final Receipts receipts;

	private final Outbox outbox;

	private final TransactionalOperator transaction;

	private final ReminderSettings settings;

	Reminders(Receipts receipts, Outbox outbox, TransactionalOperator transaction, ReminderSettings settings) {
		super("Nobody can be reminded of messages at the moment", settings.every(), settings.every(), LIMIT);
		this.receipts = receipts;
		this.outbox = outbox;
		this.transaction = transaction;
		this.settings = settings;
	}

	@Override
	protected Mono<?> work() {
		return remind().filter((told) -> !told.isEmpty())
			.doOnNext((told) -> logger.warn("Told again of %d messages of which nothing was heard for %s"
				.formatted(told.size(), this.settings.after())));
	}

	/**
	 * Tells again of the oldest, but for those whose events still wait for Kafka.
	 * @return which, at most as many as are told of at a time
	 */
	Mono<List<Silent>> remind() {
		return this.receipts.silent(this.settings.after(), this.settings.batch())
			.collectList()
			.flatMap(this::untold)
			.delayUntil((untold) -> Flux.fromIterable(untold).concatMap(this::tell))
			.as(this.transaction::transactional);
	}

	/** While Kafka is away, each reminder would lie in the outbox beside the last one. */
	private Mono<List<Silent>> untold(List<Silent> silent) {
		if (silent.isEmpty()) {
			return Mono.just(silent);
		}
		return this.outbox.waiting(MessageReceived.TOPIC, silent.stream().map(Reminders::keyOf).toList())
			.collect(Collectors.toSet())
			.map((waiting) -> silent.stream().filter((each) -> !waiting.contains(keyOf(each))).toList());
	}

	private Mono<Void> tell(Silent silent) {
		return this.outbox.publish(MessageReceived.TOPIC, MessageReceived.of(silent.messageId(), silent.receivedAt()));
	}

	private static String keyOf(Silent silent) {
		return silent.messageId().toString();
	}

}
