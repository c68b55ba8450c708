package dev.akshay.portfolio.notifier.message;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Remembers by their messages the mails of late, so that a message that is told of again
 * sends no second one, by whatever event, and lets one thread at a time be at a mail. It
 * forgets the oldest: what comes again after as many others as it remembers is sent
 * again.
 */
@Component
class SentMails {

	/**
	 * More than are sent at 500 a second until an event comes from the retry topic where
	 * it waits longest.
	 */
	static final int REMEMBERED = 50_000;

	/** When the mail server took them. */
	private final LinkedHashMap<UUID, Instant> mails = new LinkedHashMap<>();

	private final ConcurrentHashMap<UUID, CompletableFuture<@Nullable Void>> underWay = new ConcurrentHashMap<>();

	/**
	 * Sees to a message, unless another thread is at it: its event may stand in its topic
	 * and in a retry topic.
	 * @param messageId the message
	 * @param work what is to be done
	 * @return completes when the work is done, by whomever
	 */
	CompletableFuture<?> alone(UUID messageId, Supplier<? extends CompletableFuture<?>> work) {
		var mine = new CompletableFuture<@Nullable Void>();
		var other = this.underWay.putIfAbsent(messageId, mine);
		if (other != null) {
			// whoever loses patience with a copy cancels nobody else's
			return other.copy();
		}
		try {
			var _ = work.get().whenComplete((_, failure) -> end(messageId, mine, failure));
		}
		catch (RuntimeException | Error ex) {
			end(messageId, mine, ex);
		}
		return mine.copy();
	}

	private void end(UUID messageId, CompletableFuture<@Nullable Void> work, @Nullable Throwable failure) {
		this.underWay.remove(messageId, work);
		if (failure != null) {
			work.completeExceptionally(failure);
		}
		else {
			work.complete(null);
		}
	}

	/**
	 * Looks for a mail.
	 * @param messageId the message
	 * @return when the mail server took it, or {@code null} if nothing is known of that
	 */
	synchronized @Nullable Instant at(UUID messageId) {
		return this.mails.get(messageId);
	}

	/**
	 * Remembers a mail; the first time it is told of is the one that counts.
	 * @param messageId the message
	 * @param at when the mail server took it
	 */
	synchronized void add(UUID messageId, Instant at) {
		this.mails.putIfAbsent(messageId, at);
		if (this.mails.size() > REMEMBERED) {
			this.mails.pollFirstEntry();
		}
	}

}
