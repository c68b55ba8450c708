package dev.akshay.portfolio.insights.lab.breaker;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import dev.akshay.portfolio.insights.lab.LabClient;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClientException;

/**
 * Somebody who breaks services for herself, at one replica of the gateway: a breaker is
 * that replica's.
 *
 * @param client asks
 * @param gateway where that replica is
 * @param cookie by what she is known
 */
record ChaosVisitor(LabClient client, URI gateway, String cookie) {

	private static final String CHAOS = "/api/live/chaos";

	private static final String COOKIE = "chaos";

	private static final int TRIES = 2;

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

	/**
	 * Becomes one, by an order: a service that is slower for her from now on.
	 * @param client asks
	 * @param gateway a replica of the gateway
	 * @param slow the order
	 * @return the visitor; an error if nothing more may be broken at the moment
	 */
	static Mono<ChaosVisitor> by(LabClient client, URI gateway, Slow slow) {
		return new ChaosVisitor(client, gateway, "").order(slow, TRIES)
			.map((ordered) -> new ChaosVisitor(client, gateway, ordered.cookie()));
	}

	/**
	 * Orders one more.
	 * @param slow the order
	 * @return how long it will last
	 */
	Mono<Duration> order(Slow slow) {
		return order(slow, TRIES).map(Ordered::lasts);
	}

	private Mono<Ordered> order(Slow slow, int tries) {
		return Mono.defer(() -> this.client.suite(HttpMethod.POST, this.gateway.resolve(CHAOS))
			.headers(this::show)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(slow)
			.exchangeToMono((response) -> {
				if (response.statusCode().isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS) && tries > 1) {
					var wait = retryAfter(response);
					return response.releaseBody().<Outcome>thenReturn(new Refused(wait));
				}
				return response.statusCode().isSameCodeAs(HttpStatus.CREATED) ? ordered(response, slow)
						: response.<Outcome>createError();
			})
			.flatMap((outcome) -> switch (outcome) {
				case Ordered ordered -> Mono.just(ordered);
				case Refused refused -> Mono.delay(refused.after()).then(order(slow, tries - 1));
			}));
	}

	private static Duration retryAfter(ClientResponse response) {
		var seconds = response.headers().header(HttpHeaders.RETRY_AFTER).stream().findFirst().orElse("1");
		var wait = seconds.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : LONGEST_WAIT;
		return (wait.compareTo(LONGEST_WAIT) < 0) ? wait : LONGEST_WAIT;
	}

	private static Mono<Outcome> ordered(ClientResponse response, Slow slow) {
		var cookie = Objects.requireNonNull(response.cookies().getFirst(COOKIE), "the cookie of who broke something");
		return response.bodyToMono(Chaos.class).map((chaos) -> {
			var end = chaos.mine()
				.stream()
				.filter((fault) -> fault.service().equals(slow.service()))
				.map(Chaos.Fault::endsAt)
				.findFirst()
				.orElse(chaos.now());
			return new Ordered(cookie.getValue(), Duration.between(chaos.now(), end));
		});
	}

	/**
	 * Reads a page once.
	 * @param page its path
	 * @param begin when the experiment began, as {@link System#nanoTime()} counts
	 * @return what became of it; never an error
	 */
	Mono<Answer> read(String page, long begin) {
		return Mono.defer(() -> {
			var sent = System.nanoTime();
			long at = TimeUnit.NANOSECONDS.toMillis(sent - begin);
			return this.client.suite(HttpMethod.GET, this.gateway.resolve(page))
				.headers(this::show)
				.exchangeToMono((response) -> response.releaseBody()
					.then(Mono.fromSupplier(() -> Answer.of(at, since(sent), response.statusCode().value(),
							String.join(", ", response.headers().header("Cache-Status")),
							response.headers().asHttpHeaders().getFirst("Chaos-Breaker")))))
				// who gets no answer is what is counted
				.onErrorResume((error) -> error instanceof WebClientException || error instanceof IOException,
						(_) -> Mono.fromSupplier(() -> Answer.none(at, since(sent))));
		});
	}

	/**
	 * Mends all that she broke.
	 * @return completes when it is mended; otherwise it ends by itself
	 */
	Mono<Void> mend() {
		return this.client.suite(HttpMethod.DELETE, this.gateway.resolve(CHAOS))
			.headers(this::show)
			.exchangeToMono(ClientResponse::releaseBody)
			.onErrorResume(WebClientException.class, (_) -> Mono.empty());
	}

	private void show(HttpHeaders headers) {
		if (!this.cookie.isEmpty()) {
			headers.set(HttpHeaders.COOKIE, COOKIE + '=' + this.cookie);
		}
	}

	private static long since(long nanos) {
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
	}

	/**
	 * An order that makes a service slow.
	 *
	 * @param service the service
	 * @param fault how it is broken
	 * @param amount how many milliseconds later it answers
	 * @param seconds for how long
	 */
	record Slow(String service, String fault, int amount, int seconds) {

		Slow(String service, int amount, int seconds) {
			this(service, "latency", amount, seconds);
		}

	}

	/** What came of an order. */
	private sealed interface Outcome {

	}

	private record Ordered(String cookie, Duration lasts) implements Outcome {
	}

	private record Refused(Duration after) implements Outcome {
	}

	/**
	 * What the gateway tells is broken.
	 *
	 * @param mine by her
	 * @param now the time there
	 */
	record Chaos(List<Fault> mine, Instant now) {

		/**
		 * One thing that is broken.
		 *
		 * @param service what is broken
		 * @param endsAt until when
		 */
		record Fault(String service, Instant endsAt) {
		}

	}

}
