package dev.akshay.portfolio.notifier.message;

import java.time.Instant;
import java.util.LinkedHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Remembers the mails of late, so that an event that comes again sends no second one. It
 * forgets the oldest: an event comes again soon or never.
 */
@Component
class SentMails {

	private static final int REMEMBERED = 20_000;

	private final LinkedHashMap<String, Sent> mails = new LinkedHashMap<>();

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
