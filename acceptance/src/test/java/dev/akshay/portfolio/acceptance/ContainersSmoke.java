package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The suite in containers, once through. {@code ./portfolio verify containers} starts
 * them and runs this; it is no part of what runs without an engine, as its name tells.
 */
class ContainersSmoke {

	private static final Duration LOAD = Duration.ofSeconds(30);

	private static final int READERS = 8;

	private static final int LISTENERS = 50;

	/** What every service has its part in. */
	private static final List<String> READ = List.of("/", "/projects", "/insights/the-tail-at-scale", "/contact",
			"/api/profile/resume.pdf", "/api/live/topology");

	private final Suite suite = new Suite(Path.of("target", "containers"), Map.of()).attach(told("site"), told("mail"));

	@ParameterizedTest
	@ValueSource(strings = { "/", "/insights", "/contact", "/live" })
	void pagesAreComplete(String path) {
		var owner = Suite.JSON.readTree(this.suite.get("/api/profile").body()).get("name").stringValue();
		var page = this.suite.get(path);
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.headers().firstValue("Cache-Status")).isPresent();
		assertThat(Jsoup.parse(page.body()).text()).contains(owner);
	}

	@Test
	void contentIsLoaded() {
		for (String kind : List.of("projects", "insights")) {
			var all = Suite.JSON.readTree(this.suite.get("/api/" + kind).body());
			assertThat(all).as(kind).isNotEmpty();
			var slug = all.get(0).get("slug").stringValue();
			assertThat(this.suite.get("/%s/%s".formatted(kind, slug)).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void resumeIsPrinted() {
		var resume = this.suite.get("/api/profile/resume.pdf");
		assertThat(resume.statusCode()).isEqualTo(200);
		assertThat(resume.body()).startsWith("%PDF-");
	}

	@Test
	void messageBecomesAMailAndOneTrace() {
		var subject = "Container " + UUID.randomUUID();
		var accepted = this.suite.sendMessage(subject, "Through all of them.");
		assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
		var receipt = accepted.headers().firstValue("Location").orElseThrow();
		await().atMost(Suite.LIMIT)
			.until(() -> Suite.JSON.readTree(this.suite.get(receipt).body()).get("status").stringValue(),
					"delivered"::equals);
		assertThat(this.suite.mails(subject)).singleElement()
			.satisfies((mail) -> assertThat(mail.get("Text").stringValue()).contains("Through all of them."));
		var trace = accepted.headers().firstValue("traceresponse").orElseThrow().split("-")[1];
		await().atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(servicesOf(trace)).contains("gateway", "contact-service", "notifier"));
	}

	@Test
	void ownerLogsInWithThePasswordOfTheSecret() throws IOException {
		var password = Files.readString(Path.of(setting("owner-password"))).strip();
		var session = await().atMost(Suite.LIMIT)
			.until(() -> this.suite.post("/api/session", Suite.JSON.writeValueAsString(Map.of("password", password)),
					"Content-Type", "application/json"), (answer) -> answer.statusCode() == 200);
		assertThat(session.headers().firstValue("Set-Cookie")).isPresent();
	}

	/**
	 * Heaps grow to their bounds when there is something to do. Whether a container had
	 * enough memory for that is looked at behind this.
	 */
	@Test
	void worksOnWhileManyReadAndListen() {
		try (var listeners = Executors.newVirtualThreadPerTaskExecutor()) {
			var listening = IntStream.range(0, LISTENERS)
				.mapToObj((_) -> listeners
					.submit(() -> this.suite.send(this.suite.request("/api/live/events", "Accept", "text/event-stream"),
							BodyHandlers.ofInputStream())))
				.toList();
			var began = System.nanoTime();
			var answers = new ConcurrentLinkedQueue<Answered>();
			try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
				var reading = IntStream.range(0, READERS).mapToObj((_) -> readers.submit(() -> {
					for (int turn = 0; System.nanoTime() - began < LOAD.toNanos(); turn++) {
						var path = READ.get(turn % READ.size());
						answers.add(new Answered(path, this.suite.get(path, "Cache-Control", "no-cache").statusCode()));
					}
				})).toList();
				assertThat(reading).allSatisfy((reader) -> assertThat(reader.get()).isNull());
			}
			// a slow machine may answer late, and the gateway does not wait for ever
			assertThat(answers).extracting(Answered::status).isSubsetOf(200, 503, 504);
			assertThat(answers).filteredOn((answer) -> answer.status() == 200)
				.extracting(Answered::path)
				.containsAll(READ);
			assertThat(listening).allSatisfy((stream) -> {
				assertThat(stream.get().statusCode()).isEqualTo(200);
				stream.get().body().close();
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator", "/actuator/health", "/actuator/owner", "/actuator/prometheus" })
	void insideStaysInside(String path) {
		assertThat(this.suite.get(path).statusCode()).isEqualTo(404);
	}

	private List<String> servicesOf(String trace) {
		JsonNode found = Suite.JSON.readTree(this.suite.get("/api/live/traces/" + trace).body());
		return found.path("spans").valueStream().map((span) -> span.get("service").stringValue()).distinct().toList();
	}

	private record Answered(String path, int status) {
	}

	private static URI told(String name) {
		return URI.create(setting(name));
	}

	private static String setting(String name) {
		return Objects.requireNonNull(System.getProperty("portfolio.containers." + name),
				"-Dportfolio.containers.%s is missing: './portfolio verify containers' sets it".formatted(name));
	}

}
