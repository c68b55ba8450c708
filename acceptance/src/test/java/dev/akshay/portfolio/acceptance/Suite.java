package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A suite of real processes, handled through {@code ./portfolio} as people would. */
final class Suite implements AutoCloseable {

	/** Longer than anything takes here; no test is about speed. */
	static final Duration LIMIT = Duration.ofMinutes(2);

	/** On a busy machine a process that has just started takes its time. */
	static final Map<String, String> PATIENT = Map.of("SPRING_APPLICATION_JSON", """
			{"portfolio.gateway.routes": {
				"website": {"response-timeout": "60s"}, "contact-service": {"response-timeout": "60s"},
				"profile-service": {"response-timeout": "60s"}, "projects-service": {"response-timeout": "60s"},
				"insights-service": {"response-timeout": "60s"}},
			"portfolio.website.patience.reading": "30s", "spring.http.clients.read-timeout": "30s",
			"spring.r2dbc.pool": {"max-acquire-time": "30s", "max-create-connection-time": "30s"}}""");

	private static final int MAILS_PER_PAGE = 1000;

	static final JsonMapper JSON = JsonMapper.shared();

	private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

	private final Path home;

	private Map<String, String> environment;

	private URI url = URI.create("http://localhost");

	private @Nullable URI mail;

	Suite(Path home, Map<String, String> environment) {
		this.home = home.toAbsolutePath();
		this.environment = environment;
	}

	Path home() {
		return this.home;
	}

	/** Starts with other settings than before. */
	Suite up(Map<String, String> settings, String... options) {
		this.environment = settings;
		return up(options);
	}

	Suite up(String... options) {
		var started = launcher(
				Stream.concat(Stream.of("up", "--detach", "--port", "0"), Stream.of(options)).toArray(String[]::new));
		assertThat(started.exitCode()).as(started.output()).isZero();
		return attach();
	}

	/** Turns to what was started already. */
	Suite attach() {
		this.url = URI.create(status().get("url").stringValue());
		return this;
	}

	/** Turns to what runs without the launcher, which then knows nothing of it. */
	Suite attach(URI url, URI mail) {
		this.url = url;
		this.mail = mail;
		return this;
	}

	/** Runs a command of {@code ./portfolio} to its end. */
	Ended launcher(String... arguments) {
		try {
			var output = Files.createTempFile("portfolio", ".out");
			var builder = new ProcessBuilder(Stream.concat(Stream.of("./portfolio"), Stream.of(arguments)).toList())
				.directory(ROOT.toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile());
			// no process lives long enough for the optimizing compiler to pay
			builder.environment().put("PORTFOLIO_PACE", "prompt");
			builder.environment().putAll(this.environment);
			builder.environment().put("PORTFOLIO_HOME", this.home.toString());
			var process = builder.start();
			if (!process.waitFor(15, TimeUnit.MINUTES)) {
				process.destroyForcibly();
				throw new AssertionError(
						"./portfolio %s does not end: %s".formatted(List.of(arguments), Files.readString(output)));
			}
			var ended = new Ended(process.exitValue(), Files.readString(output));
			Files.delete(output);
			return ended;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What {@code ./portfolio status --json} prints, asked of the launcher itself: tests
	 * look often, and a JVM for each look takes from processes that are starting.
	 */
	JsonNode status() {
		var launcher = this.home.resolve("launcher.json");
		assertThat(launcher).as("the suite is running").exists();
		try {
			var control = JSON.readTree(Files.readString(launcher));
			var answer = this.http.send(HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:%d/status?memory".formatted(control.get("port").intValue())))
				.header("Authorization", "Bearer " + control.get("token").stringValue())
				.timeout(LIMIT)
				.build(), BodyHandlers.ofString());
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
			return JSON.readTree(answer.body());
		}
		catch (IOException ex) {
			throw new AssertionError("the launcher does not answer", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** What {@code status} says of the first replica of a process. */
	JsonNode process(String name) {
		return status().get("processes")
			.valueStream()
			.filter((process) -> name.equals(process.get("name").stringValue()))
			.findFirst()
			.orElseThrow();
	}

	/** Stops a process, does something without it, and starts it again. */
	void without(String name, Runnable meanwhile) {
		assertThat(launcher("stop", name).exitCode()).isZero();
		try {
			assertThat(process(name).get("state").stringValue()).isEqualTo("stopped");
			meanwhile.run();
		}
		finally {
			assertThat(launcher("start", name).exitCode()).isZero();
		}
		await().atMost(LIMIT)
			.untilAsserted(() -> assertThat(process(name).get("state").stringValue()).isEqualTo("ready"));
	}

	URI url() {
		return this.url;
	}

	URI url(String path) {
		return this.url.resolve(path);
	}

	HttpResponse<String> get(String path, String... headers) {
		return send(request(path, headers).GET());
	}

	HttpResponse<String> post(String path, String body, String... headers) {
		return send(request(path, headers).POST(BodyPublishers.ofString(body)));
	}

	HttpResponse<String> send(HttpRequest.Builder request) {
		return send(request, BodyHandlers.ofString());
	}

	<T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
		try {
			return this.http.send(request.timeout(LIMIT).build(), handler);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	HttpRequest.Builder request(String path, String... headers) {
		var request = HttpRequest.newBuilder(url(path));
		return (headers.length > 0) ? request.headers(headers) : request;
	}

	/** Sends a message under a fresh key. */
	HttpResponse<String> sendMessage(String subject, String body) {
		var message = JSON.writeValueAsString(
				Map.of("name", "Ada Visitor", "email", "ada@example.org", "subject", subject, "body", body));
		return post("/api/contact/messages", message, "Content-Type", "application/json", "Idempotency-Key",
				UUID.randomUUID().toString());
	}

	/** The mails that the local mail server keeps, with their texts. */
	List<JsonNode> mails(String subject) {
		return mailList(subject).stream()
			.map((mail) -> JSON
				.readTree(send(HttpRequest.newBuilder(mail("/api/v1/message/" + mail.get("ID").stringValue()))).body()))
			.toList();
	}

	/** The same without their texts, which for many is faster. */
	List<JsonNode> mailList(String subject) {
		var found = new ArrayList<JsonNode>();
		for (int start = 0;; start += MAILS_PER_PAGE) {
			var page = JSON
				.readTree(send(HttpRequest
					.newBuilder(mail("/api/v1/messages?start=%d&limit=%d".formatted(start, MAILS_PER_PAGE)))).body())
				.get("messages");
			if (page.isEmpty()) {
				return found;
			}
			page.valueStream()
				.filter((message) -> message.get("Subject").stringValue().contains(subject))
				.forEach(found::add);
		}
	}

	private URI mail(String path) {
		var server = (this.mail != null) ? this.mail : URI.create(process("mail").get("url").stringValue());
		return server.resolve(path);
	}

	@Override
	public void close() {
		launcher("down");
		this.http.close();
	}

	/**
	 * How a command ended.
	 *
	 * @param exitCode its exit code
	 * @param output what it printed
	 */
	record Ended(int exitCode, String output) {

		List<String> lines() {
			return this.output.lines().toList();
		}

	}

}
