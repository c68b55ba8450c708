package dev.akshay.portfolio.contact.message;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

import dev.akshay.portfolio.contact.receipt.Receipt;
import dev.akshay.portfolio.contact.receipt.Receipts;
import dev.akshay.portfolio.contact.suspicion.Suspicions;
import dev.akshay.portfolio.platform.outbox.Outbox;
import dev.akshay.portfolio.platform.postgres.NewRow;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;

/**
 * Takes messages in. Message, receipt and event are all there or none is.
 */
@Service
class Inbox {

	private final DatabaseClient database;

	private final Suspicions suspicions;

	private final Outbox outbox;

	private final Clock clock;

	Inbox(DatabaseClient database, Suspicions suspicions, Outbox outbox, Clock clock) {
		this.database = database;
		this.suspicions = suspicions;
		this.outbox = outbox;
		this.clock = clock;
	}

	/**
	 * What it takes to have a message, supposing that the proof that comes with it is not
	 * spent.
	 * @return the receipt and all rows, none of them stored
	 */
	Mono<Draft> draft(ContactForm form) {
		return Mono.defer(() -> {
			var now = now();
			return this.suspicions.supposing(form.evidence(), now)
				.flatMap((supposed) -> draft(Message.received(form, now, supposed.suspicions()))
					.map((draft) -> draft.with(supposed.spending())));
		});
	}

	/** Takes a message in, inside the transaction at hand. */
	Mono<Receipt> accept(ContactForm form) {
		return Mono.defer(() -> {
			var now = now();
			return this.suspicions.of(form.evidence(), now)
				.flatMap((suspicions) -> draft(Message.received(form, now, suspicions)))
				.flatMap((draft) -> NewRow.add(this.database, draft.rows()).thenReturn(draft.receipt()));
		});
	}

	private Mono<Draft> draft(Message message) {
		return Mono.zip(Receipts.open(message.id(), message.receivedAt()),
				this.outbox.row(MessageReceived.TOPIC, MessageReceived.of(message.id(), message.receivedAt())),
				(receipt, event) -> new Draft(receipt,
						List.of(Messages.rowOf(message), Receipts.rowOf(receipt), event)));
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	/** A message with all that belongs to it, before it is stored. */
	record Draft(Receipt receipt, List<NewRow> rows) {

		Draft with(List<NewRow> more) {
			return new Draft(this.receipt, Stream.concat(more.stream(), this.rows.stream()).toList());
		}

	}

}
