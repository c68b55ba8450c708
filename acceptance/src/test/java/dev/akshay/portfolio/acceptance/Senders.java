package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Visitors who leave one message after the other, and who send one again under its key
 * when it is not answered, as the site's own page does.
 */
final class Senders implements AutoCloseable {

	private static final int TRIES = 8;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Duration PAUSE = Duration.ofMillis(400);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

	private static final Set<Integer> ASK_AGAIN = Set.of(409, 429, 500, 502, 503, 504);

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

	private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();

	private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();

	private final Suite suite;

	private final String topic;

	private volatile boolean sending = true;

	/**
	 * Starts.
	 * @param suite whom they write to
	 * @param many how many they are
	 * @param topic what the subject of each message begins with
	 */
	Senders(Suite suite, int many, String topic) {
		this.suite = suite;
		this.topic = topic;
		for (int sender = 0; sender < many; sender++) {
			this.senders.submit(this::write);
		}
	}

	private void write() {
		try {
			while (this.sending) {
				var key = UUID.randomUUID().toString();
				var subject = this.topic + ' ' + key;
				this.sent.add(send(subject, key));
				Thread.sleep(PAUSE);
			}
		}
		catch (InterruptedException _) {
			Thread.currentThread().interrupt();
		}
	}

	private Sent send(String subject, String key) throws InterruptedException {
		int last = 0;
		int tried = 0;
		for (; tried < TRIES; tried++) {
			if (tried > 0) {
				var pause = PAUSE.multipliedBy(1L << (tried - 1));
				Thread.sleep((pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE);
			}
			last = once(subject, key);
			if (last > 0 && !ASK_AGAIN.contains(last)) {
				break;
			}
		}
		return new Sent(subject, key, last, tried);
	}

	private int once(String subject, String key) throws InterruptedException {
		var message = Suite.JSON.writeValueAsString(
				Map.of("name", "Ada", "email", "ada@example.org", "subject", subject, "body", "Still there?"));
		var request = HttpRequest.newBuilder(this.suite.url("/api/contact/messages"))
			.timeout(PATIENCE)
			.header("Content-Type", "application/json")
			.header("Idempotency-Key", '"' + key + '"')
			.POST(BodyPublishers.ofString(message))
			.build();
		try {
			return this.http.send(request, BodyHandlers.discarding()).statusCode();
		}
		catch (IOException _) {
			return 0;
		}
	}

	/** All that has been sent so far. */
	List<Sent> sent() {
		return List.copyOf(this.sent);
	}

	/** Ends when the last one has sent the message at hand. */
	@Override
	public void close() {
		this.sending = false;
		this.senders.close();
		this.http.close();
	}

	/**
	 * A message that was sent, once or several times.
	 *
	 * @param subject what it is about, which no other message is
	 * @param key the key it was sent under
	 * @param status the last answer, or zero if there was none
	 * @param again how often it was sent again
	 */
	record Sent(String subject, String key, int status, int again) {

		boolean accepted() {
			return this.status == 202;
		}

	}

}
