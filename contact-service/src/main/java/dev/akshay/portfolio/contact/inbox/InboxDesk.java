package dev.akshay.portfolio.contact.inbox;

import java.util.UUID;

import dev.akshay.portfolio.contact.receipt.Receipts;
import dev.akshay.portfolio.platform.precondition.ChangedMeanwhile;
import dev.akshay.portfolio.platform.precondition.SeenVersion;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;

/** What the owner does with messages. Two who do something at a time do not undo it. */
@Service
class InboxDesk {

	private final InboxMessages messages;

	private final Receipts receipts;

	private final TransactionalOperator transaction;

	InboxDesk(InboxMessages messages, Receipts receipts, TransactionalOperator transaction) {
		this.messages = messages;
		this.receipts = receipts;
		this.transaction = transaction;
	}

	Mono<InboxPage> list(InboxQuery query) {
		return Mono.zip(this.messages.list(query), this.messages.count(), InboxPage::of);
	}

	/**
	 * Reads a message and its way.
	 * @return the message; fails with {@link UnknownMessage}
	 */
	Mono<InboxMessage> read(UUID id) {
		return this.messages.find(id).switchIfEmpty(Mono.error(UnknownMessage::new)).flatMap(this::withDelivery);
	}

	/**
	 * Changes a message.
	 * @return the message as it is then; fails with {@link UnknownMessage} or
	 * {@link ChangedMeanwhile}
	 */
	Mono<InboxMessage> change(UUID id, SeenVersion seen, MessageChange change) {
		return locked(id, seen).flatMap((message) -> change.changes(message)
				? this.messages.change(id, change.stateOf(message), change.trusts()).flatMap(this::withDelivery)
				: Mono.just(message))
			.as(this.transaction::transactional);
	}

	/**
	 * Deletes a message for good.
	 * @return completes when it is gone; fails with {@link UnknownMessage} or
	 * {@link ChangedMeanwhile}
	 */
	Mono<Void> delete(UUID id, SeenVersion seen) {
		return locked(id, seen).then(this.messages.delete(id))
			.then(this.receipts.forgetReason(id))
			.as(this.transaction::transactional);
	}

	private Mono<InboxMessage> locked(UUID id, SeenVersion seen) {
		return this.messages.lock(id)
			.switchIfEmpty(Mono.error(UnknownMessage::new))
			.flatMap(this::withDelivery)
			.flatMap((message) -> seen.is(message.etag()) ? Mono.just(message) : Mono.error(changedMeanwhile(message)));
	}

	private static ChangedMeanwhile changedMeanwhile(InboxMessage current) {
		return new ChangedMeanwhile(
				"This message was changed meanwhile. Look at it again, and send yours with If-Match: %s."
					.formatted(current.etag()),
				current, current.etag());
	}

	private Mono<InboxMessage> withDelivery(InboxMessage message) {
		return this.receipts.delivery(message.id()).map(message::with).defaultIfEmpty(message);
	}

}
