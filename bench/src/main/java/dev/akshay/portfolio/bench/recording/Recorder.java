package dev.akshay.portfolio.bench.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.akshay.portfolio.bench.failure.BenchFailure;

/** Listens to a site, as its live page does. */
public final class Recorder implements AutoCloseable {

	private static final String ADDRESS = "/api/live/events";

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(PATIENCE)
		.build();

	/**
	 * Listens for a while. Something is told every two seconds, so it ends shortly after.
	 * @param site the address of the site
	 * @param length for how long
	 * @param begun told when it listens
	 * @return what was told
	 */
	public Session record(URI site, Duration length, Consumer<String> begun) {
		HttpRequest request = HttpRequest.newBuilder(site.resolve(ADDRESS))
			.header("Accept", "text/event-stream")
			.timeout(PATIENCE)
			.build();
		try {
			HttpResponse<Stream<String>> response = this.client.send(request, BodyHandlers.ofLines());
			if (response.statusCode() != 200) {
				throw new BenchFailure("%s answered %d".formatted(request.uri(), response.statusCode()));
			}
			begun.accept("listening");
			try (Stream<String> lines = response.body()) {
				return listen(lines.iterator(), length.toMillis());
			}
		}
		catch (IOException | UncheckedIOException ex) {
			throw new BenchFailure("%s does not answer: %s".formatted(request.uri(), ex), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new BenchFailure("interrupted", ex);
		}
	}

	private static Session listen(Iterator<String> lines, long millis) {
		Session.Writer session = new Session.Writer();
		long begin = System.nanoTime();
		while (lines.hasNext()) {
			String line = lines.next();
			long after = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
			if (after >= millis) {
				return session.session(millis);
			}
			session.take(line, after);
		}
		throw new BenchFailure("the site stopped telling before the time was over");
	}

	@Override
	public void close() {
		this.client.shutdownNow();
		this.client.close();
	}

}
