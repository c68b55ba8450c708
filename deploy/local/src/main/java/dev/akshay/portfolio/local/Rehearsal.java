package dev.akshay.portfolio.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.akshay.portfolio.local.failure.Failure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a visitor does, once through, so that the caches hold what a visitor needs. */
final class Rehearsal {

	private static final int ROUNDS = 15;

	private static final int MESSAGES = 5;

	private static final int LOOKS_AT_RECEIPT = 200;

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final JsonMapper JSON = new JsonMapper();

	private final String url;

	Rehearsal(String url) {
		this.url = url;
	}

	void perform() throws IOException, InterruptedException {
		try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
			List<String> paths = Stream
				.of(Stream.of("/", "/insights", "/contact", "/feed.xml", "/sitemap.xml", "/no-such-page",
						"/api/profile", "/api/profile/resume.json", "/api/profile/resume.pdf", "/api/projects",
						"/api/projects?q=kafka", "/api/insights", "/api/live/topology", "/api/live/events",
						"/api/projects/no-such-project"), slugs(http, "projects"), slugs(http, "insights"))
				.flatMap((each) -> each)
				.toList();
			for (int round = 0; round < ROUNDS; round++) {
				for (String path : paths) {
					String tag = get(http, path, "*/*", "").headers().firstValue("ETag").orElse("");
					if (!tag.isEmpty()) {
						get(http, path, "*/*", tag);
					}
				}
			}
			for (int message = 0; message < MESSAGES; message++) {
				sendMessage(http);
			}
		}
	}

	private Stream<String> slugs(HttpClient http, String kind) throws IOException, InterruptedException {
		JsonNode all = JSON.readTree(get(http, "/api/" + kind, "application/json", "").body());
		return all.valueStream()
			.map((one) -> one.path("slug").asString(""))
			.flatMap((slug) -> Stream.of("/api/%s/%s".formatted(kind, slug), "/%s/%s".formatted(kind, slug)));
	}

	private void sendMessage(HttpClient http) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.url + "/api/contact/messages"))
			.header("Content-Type", "application/json")
			.header("Idempotency-Key", UUID.randomUUID().toString())
			.POST(BodyPublishers.ofString(
					"""
							{"name": "Rehearsal", "email": "rehearsal@example.org", "subject": "Training", "body": "Only a test."}
							"""))
			.timeout(PATIENCE)
			.build();
		HttpResponse<String> accepted = http.send(request, BodyHandlers.ofString());
		if (accepted.statusCode() != 202) {
			throw new Failure("the message was answered with " + accepted.statusCode());
		}
		String receipt = accepted.headers().firstValue("Location").orElseThrow();
		// the stream ends with the delivery
		get(http, receipt, "text/event-stream", "");
		for (int look = 0; look < LOOKS_AT_RECEIPT; look++) {
			String status = JSON.readTree(get(http, receipt, "application/json", "").body())
				.path("status")
				.asString("");
			if ("delivered".equals(status)) {
				return;
			}
			Thread.sleep(Duration.ofMillis(50));
		}
		throw new Failure("the message was not delivered");
	}

	private HttpResponse<String> get(HttpClient http, String path, String accept, String tag)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.url).resolve(path))
			.header("Accept", accept)
			.timeout(PATIENCE);
		if (!tag.isEmpty()) {
			request.header("If-None-Match", tag);
		}
		return http.send(request.build(), BodyHandlers.ofString());
	}

}
