package dev.akshay.portfolio.bench.scenario;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A visitor who writes to the owner and watches the receipt: every third one goes away
 * before the end, as people do.
 */
final class LetterWriter implements Runnable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Function<String, URI> at;

	private final AtomicLong written = new AtomicLong();

	private final AtomicLong failed = new AtomicLong();

	LetterWriter(Function<String, URI> at) {
		this.at = at;
	}

	long written() {
		return this.written.get();
	}

	long failed() {
		return this.failed.get();
	}

	@Override
	public void run() {
		long number = this.written.incrementAndGet();
		try {
			HttpResponse<String> accepted = this.client.send(message(number), BodyHandlers.ofString());
			String location = accepted.headers().firstValue("Location").orElse("");
			if (accepted.statusCode() != 202 || location.isEmpty()) {
				this.failed.incrementAndGet();
				return;
			}
			watch(location, number % 3 != 0);
		}
		catch (IOException ex) {
			this.failed.incrementAndGet();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private HttpRequest message(long number) {
		return HttpRequest.newBuilder(this.at.apply("/api/contact/messages"))
			.timeout(PATIENCE)
			.header("Content-Type", "application/json")
			.header("Idempotency-Key", '"' + UUID.randomUUID().toString() + '"')
			.POST(BodyPublishers.ofString("""
					{"name": "Ada", "email": "ada@example.org", "subject": "Letter %d", "body": "It still runs."}"""
				.formatted(number)))
			.build();
	}

	private void watch(String location, boolean toTheEnd) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(this.at.apply(URI.create(location).getPath()))
			.timeout(PATIENCE)
			.header("Accept", "text/event-stream")
			.build();
		try (BufferedReader events = new BufferedReader(new InputStreamReader(
				this.client.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
			for (String line = events.readLine(); line != null && toTheEnd; line = events.readLine()) {
				if (line.contains("delivered")) {
					return;
				}
			}
		}
	}

}
