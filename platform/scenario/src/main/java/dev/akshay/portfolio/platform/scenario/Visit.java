package dev.akshay.portfolio.platform.scenario;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.akshay.portfolio.platform.scenario.Scenario.Breakage;
import dev.akshay.portfolio.platform.scenario.Scenario.Step;
import org.jspecify.annotations.Nullable;

/**
 * Makes scenarios as a visitor would, from outside. Reads are sent by the clock, whether
 * answers came or not, and take their time from when they were due.
 */
public final class Visit implements AutoCloseable {

	private static final String CHAOS = "/api/live/chaos";

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/** Headers and body together. */
	private static final Duration LONGEST = PATIENCE.multipliedBy(2);

	/**
	 * A fault is there until it is mended: for longer than its step, and never for good.
	 */
	private static final int LONGER = 25;

	private static final int CREATED = 201;

	private static final double NANOS_PER_MILLI = 1_000_000;

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(PATIENCE)
		.build();

	private final URI site;

	private final Consumer<String> progress;

	private @Nullable String cookie;

	/**
	 * A visit.
	 * @param site the address of the site
	 * @param progress is told what happens, a line for each step
	 */
	public Visit(URI site, Consumer<String> progress) {
		this.site = site;
		this.progress = progress;
	}

	/**
	 * Makes a scenario. Whatever happens, nothing stays broken.
	 * @param scenario the scenario
	 * @return what came of it
	 * @throws ScenarioFailed if something could not be broken
	 * @throws InterruptedException if somebody wants it to end
	 */
	public Report make(Scenario scenario) throws InterruptedException {
		List<List<Answer>> answers = new ArrayList<>();
		List<Breakage> broken = List.of();
		try {
			for (Step step : scenario.steps()) {
				this.progress.accept("%s, %d s: %s".formatted(step.name(), step.seconds(), step.says()));
				if (!step.breaks().equals(broken)) {
					mend();
					broken = step.breaks();
					for (Breakage breakage : broken) {
						order(breakage, scenario.seconds() + LONGER);
					}
				}
				answers.add(read(scenario, step));
			}
		}
		finally {
			mend();
		}
		return Report.of(scenario, answers);
	}

	private void order(Breakage breakage, int seconds) throws InterruptedException {
		String body = "{\"service\": \"%s\", \"fault\": \"%s\", \"amount\": %s, \"probability\": %s, \"seconds\": %d}"
			.formatted(breakage.service(), breakage.fault(), breakage.amount(), breakage.probability(), seconds);
		HttpResponse<String> ordered = send(
				request(CHAOS).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
		if (ordered.statusCode() != CREATED) {
			throw new ScenarioFailed(
					"%s cannot be broken: %d %s".formatted(breakage.service(), ordered.statusCode(), ordered.body()),
					null);
		}
		ordered.headers().firstValue("Set-Cookie").ifPresent((told) -> this.cookie = told.split(";", 2)[0]);
	}

	private void mend() throws InterruptedException {
		if (this.cookie != null) {
			send(request(CHAOS).DELETE());
			this.cookie = null;
		}
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException {
		try {
			return this.client.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new ScenarioFailed("%s does not answer: %s".formatted(this.site.resolve(CHAOS), ex), ex);
		}
	}

	/** Nobody waits for the last answers longer than for any. */
	private List<Answer> read(Scenario scenario, Step step) throws InterruptedException {
		int requests = step.seconds() * scenario.perSecond();
		long pause = TimeUnit.SECONDS.toNanos(1) / scenario.perSecond();
		long begin = System.nanoTime();
		List<CompletableFuture<Answer>> answers = new ArrayList<>();
		for (int number = 0; number < requests; number++) {
			long due = begin + number * pause;
			TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
			answers.add(read(scenario.paths().get(number % scenario.paths().size()), due));
		}
		TimeUnit.NANOSECONDS.sleep(begin + requests * pause - System.nanoTime());
		return answers.stream().map(CompletableFuture::join).toList();
	}

	private CompletableFuture<Answer> read(String path, long due) {
		return this.client.sendAsync(request(path).GET().build(), BodyHandlers.discarding())
			.handle((response, error) -> {
				double millis = (System.nanoTime() - due) / NANOS_PER_MILLI;
				return (error != null) ? Answer.none(millis)
						: Answer.of(response.statusCode(), (name) -> header(response, name), millis);
			})
			// the request's own limit ends with its headers
			.completeOnTimeout(Answer.none((double) LONGEST.toMillis()), LONGEST.toMillis(), TimeUnit.MILLISECONDS);
	}

	/** All its lines, as a browser shows them. */
	private static @Nullable String header(HttpResponse<?> response, String name) {
		List<String> values = response.headers().allValues(name);
		return values.isEmpty() ? null : String.join(", ", values);
	}

	private HttpRequest.Builder request(String path) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.site.resolve(path)).timeout(PATIENCE);
		return (this.cookie != null) ? request.header("Cookie", this.cookie) : request;
	}

	@Override
	public void close() {
		// what is under way has its own limit, and nobody waits for it any more
		this.client.shutdownNow();
		this.client.close();
	}

}
