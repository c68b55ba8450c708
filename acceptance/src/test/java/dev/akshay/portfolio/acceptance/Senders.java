package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Visitors who leave one message after the other. One is sent again under its key when
 * and as often as the site's own page does it ({@code http.js}): after a pause that
 * doubles, if nobody answered or the answer may be another one soon.
 */
final class Senders implements AutoCloseable {

	private static final int TRIES = 4;

	private static final Duration FIRST_WAIT = Duration.ofMillis(300);

	/** As long as the page waits for an answer. */
	static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final int NONE = 0;

	private static final int CONFLICT = 409;

	private static final int BAD_GATEWAY = 502;

	/** Between one message and the next. */
	private static final Duration PAUSE = Duration.ofMillis(400);

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

	private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();

	private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();

	private final Suite suite;

	private final String topic;

	private final Duration patience;

	private volatile boolean sending = true;

	/**
	 * Starts.
	 * @param suite whom they write to
	 * @param many how many they are
	 * @param topic what the subject of each message begins with
	 * @param patience how long they wait for an answer
	 */
	Senders(Suite suite, int many, String topic, Duration patience) {
		this.suite = suite;
		this.topic = topic;
		this.patience = patience;
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
		var answers = new ArrayList<Answer>();
		answers.add(once(subject, key));
		while (answers.size() < TRIES && answers.getLast().mayPass()) {
			long wait = FIRST_WAIT.toMillis() << (answers.size() - 1);
			Thread.sleep((long) (wait * ThreadLocalRandom.current().nextDouble(0.5, 1.5)));
			answers.add(once(subject, key));
		}
		return new Sent(subject, key, List.copyOf(answers));
	}

	private Answer once(String subject, String key) throws InterruptedException {
		var message = Suite.JSON.writeValueAsString(
				Map.of("name", "Ada", "email", "ada@example.org", "subject", subject, "body", "Still there?"));
		var request = HttpRequest.newBuilder(this.suite.url("/api/contact/messages"))
			.timeout(this.patience)
			.header("Content-Type", "application/json")
			.header("Idempotency-Key", '"' + key + '"')
			.POST(BodyPublishers.ofString(message))
			.build();
		try {
			var response = this.http.send(request, BodyHandlers.ofString());
			return new Answer(response.statusCode(), response.body());
		}
		catch (IOException ex) {
			return new Answer(NONE, ex.toString());
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
	 * @param answers what came back each time
	 */
	record Sent(String subject, String key, List<Answer> answers) {

		boolean accepted() {
			return this.answers.getLast().status() == 202;
		}

	}

	/**
	 * What came back.
	 *
	 * @param status the status, or zero if there was no answer
	 * @param text what was said, or why nothing was
	 */
	record Answer(int status, String text) {

		private boolean mayPass() {
			return this.status == NONE || this.status == CONFLICT || this.status >= BAD_GATEWAY;
		}

	}

}
