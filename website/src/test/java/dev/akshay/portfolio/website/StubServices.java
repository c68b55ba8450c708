package dev.akshay.portfolio.website;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * Stands in for all services at once: answers what a test tells it to, and the samples
 * below {@code services/} otherwise.
 */
public final class StubServices {

	private static final Answer NOT_FOUND = Answer.json(404, "{\"title\": \"Not found\", \"status\": 404}");

	private final Map<String, Answer> answers = new ConcurrentHashMap<>();

	private final List<Received> received = new CopyOnWriteArrayList<>();

	private volatile Sinks.Empty<Void> together = Sinks.empty();

	private volatile int most;

	private final DisposableServer server = HttpServer.create().host("127.0.0.1").handle(this::handle).bindNow();

	StubServices() {
		reset();
	}

	public void reset() {
		this.answers.clear();
		this.received.clear();
		answerTogether(0);
		answer("/api/profile", Answer.sample("profile.json"));
		answer("/api/projects", Answer.sample("projects.json"));
		answer("/api/projects/ledger", Answer.sample("project.json"));
		answer("/api/insights", Answer.sample("insights.json"));
		answer("/api/insights/backpressure", Answer.sample("insight.json"));
	}

	public void answer(String path, Answer answer) {
		this.answers.put(path, answer);
	}

	/** Nobody is answered before so many have asked. */
	public void answerTogether(int most) {
		this.most = most;
		this.together = Sinks.empty();
	}

	public List<Received> received() {
		return this.received;
	}

	void close() {
		this.server.disposeNow();
	}

	private Mono<Void> handle(HttpServerRequest request, HttpServerResponse response) {
		return request.receive().aggregate().asString().defaultIfEmpty("").flatMap((body) -> {
			var answer = this.answers.getOrDefault(request.uri(), NOT_FOUND).to(request);
			this.received.add(new Received(request.uri(), request.requestHeaders().get("Idempotency-Key"), body,
					answer.status(), request.requestHeaders().get("baggage", "")));
			if (answer.status() == 308) {
				response.header("Location", answer.body());
			}
			return Mono.delay(answer.after())
				.then(othersAsked())
				.then(response.status(answer.status())
					.header("ETag", answer.tag())
					.header("Cache-Tag", tagOf(request.uri(), answer.status()))
					.header("Content-Type", answer.type())
					.sendString(Mono.just(answer.body()))
					.then());
		});
	}

	private Mono<Void> othersAsked() {
		if (this.received.size() >= this.most) {
			this.together.tryEmitEmpty();
		}
		return this.together.asMono();
	}

	// as the services tag theirs
	private static String tagOf(String uri, int status) {
		var id = uri.replace("/api/", "");
		return (status == 404) ? id.replaceFirst("/.*", "") : id;
	}

	/**
	 * What arrived at a service, the status it was answered with, and what it carried.
	 */
	public record Received(String path, String key, String body, int status, String baggage) {
	}

	/** What a service says. */
	public record Answer(int status, String type, String body, Duration after) {

		String tag() {
			return "\"%08x\"".formatted(this.body.hashCode());
		}

		Answer to(HttpServerRequest request) {
			return (this.status == 200 && tag().equals(request.requestHeaders().get("If-None-Match")))
					? new Answer(304, this.type, "", this.after) : this;
		}

		public static Answer json(int status, String body) {
			return new Answer(status, "application/json", body, Duration.ZERO);
		}

		public static Answer moved(String location) {
			return json(308, location);
		}

		public static Answer sample(String name) {
			try {
				return json(200, new ClassPathResource("services/" + name).getContentAsString(StandardCharsets.UTF_8));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		public Answer after(Duration delay) {
			return new Answer(this.status, this.type, this.body, delay);
		}

		public Answer with(String text, String other) {
			return new Answer(this.status, this.type, this.body.replace(text, other), this.after);
		}

	}

	/** Makes the application under test ask the stub. */
	@TestConfiguration(proxyBeanMethods = false)
	public static class Wiring {

		@Bean(destroyMethod = "close")
		StubServices stubServices() {
			return new StubServices();
		}

		@Bean
		DynamicPropertyRegistrar addresses(StubServices services) {
			return (registry) -> List.of("profile", "projects", "insights", "contact")
				.forEach((name) -> registry.add("portfolio.services." + name + "-service",
						() -> "http://127.0.0.1:" + services.server.port()));
		}

	}

}
