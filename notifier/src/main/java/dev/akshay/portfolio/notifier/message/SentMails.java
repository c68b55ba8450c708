package dev.akshay.portfolio.notifier.message;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Remembers the mails of late, so that an event that comes again sends no second one, and
 * lets one thread at a time be at a mail. It forgets the oldest: what comes again after
 * as many others as it remembers is sent again, under the same Message-ID.
 */
@Component
class SentMails {

	/**
	 * More than are sent at 500 a second until an event comes from the retry topic where
	 * it waits longest.
	 */
	static final int REMEMBERED = 50_000;

	private final LinkedHashMap<String, Sent> mails = new LinkedHashMap<>();

	private final ConcurrentHashMap<String, CompletableFuture<@Nullable Void>> underWay = new ConcurrentHashMap<>();

	/**
	 * Sees to a delivery, unless another thread is at it: an event may stand in its topic
	 * and in a retry topic.
	 * @param delivery the delivery
	 * @param work what is to be done
	 * @return completes when the work is done, by whomever
	 */
	CompletableFuture<?> alone(String delivery, Supplier<? extends CompletableFuture<?>> work) {
		var mine = new CompletableFuture<@Nullable Void>();
		var other = this.underWay.putIfAbsent(delivery, mine);
		if (other != null) {
			// whoever loses patience with a copy cancels nobody else's
			return other.copy();
		}
		try {
			var _ = work.get().whenComplete((_, failure) -> end(delivery, mine, failure));
		}
		catch (RuntimeException | Error ex) {
			end(delivery, mine, ex);
		}
		return mine.copy();
	}

	private void end(String delivery, CompletableFuture<@Nullable Void> work, @Nullable Throwable failure) {
		this.underWay.remove(delivery, work);
		if (failure != null) {
			work.completeExceptionally(failure);
		}
		else {
			work.complete(null);
		}
	}

	synchronized boolean isAnnounced(String delivery) {
		return this.mails.get(delivery) instanceof Announced;
	}

	synchronized @Nullable Instant at(String delivery) {
		return (this.mails.get(delivery) instanceof Accepted accepted) ? accepted.at() : null;
	}

	synchronized void add(String delivery, Instant at) {
		put(delivery, new Accepted(at));
	}

	synchronized void announced(String delivery) {
		put(delivery, new Announced());
	}

	private void put(String delivery, Sent sent) {
		this.mails.put(delivery, sent);
		if (this.mails.size() > REMEMBERED) {
			this.mails.pollFirstEntry();
		}
	}

	/** What is known of a mail. */
	private sealed interface Sent {

	}

	/** The mail server has it. */
	private record Accepted(Instant at) implements Sent {

	}

	/** And Kafka has the news of it. */
	private record Announced() implements Sent {

	}

}
