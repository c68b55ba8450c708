package dev.akshay.portfolio.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import dev.akshay.portfolio.bench.failure.BenchFailure;

/** Single requests, one after another. */
public final class Http {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(PATIENCE)
		.build();

	/**
	 * Asks for something and waits for all of it.
	 * @param address where
	 * @param headers with which headers
	 * @return the answer, whatever its status
	 */
	public HttpResponse<byte[]> get(URI address, Map<String, String> headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
		headers.forEach(request::header);
		try {
			return this.client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new BenchFailure("%s does not answer: %s".formatted(address, ex), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new BenchFailure("interrupted", ex);
		}
	}

	/**
	 * Asks for something that must be there.
	 * @param address where
	 * @return the answer
	 */
	public HttpResponse<byte[]> get(URI address) {
		HttpResponse<byte[]> response = get(address, Map.of());
		if (response.statusCode() != 200) {
			throw new BenchFailure("%s answered %d".formatted(address, response.statusCode()));
		}
		return response;
	}

}
