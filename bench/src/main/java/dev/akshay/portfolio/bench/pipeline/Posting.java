package dev.akshay.portfolio.bench.pipeline;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

import dev.akshay.portfolio.bench.load.Client;
import dev.akshay.portfolio.bench.load.Client.Request;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** Leaves messages, each one again under its key until it is answered. */
public final class Posting {

	private final Client client;

	private final URI address;

	private final Series series;

	private final Patience patience;

	private final Tally tally;

	private final Recovery recovery;

	/**
	 * Somebody who leaves messages.
	 * @param client what sends
	 * @param address where to
	 * @param series the messages
	 * @param patience how often one is sent
	 * @param tally where the answers are counted
	 * @param recovery what wants to know when somebody was accepted again
	 */
	public Posting(Client client, URI address, Series series, Patience patience, Tally tally, Recovery recovery) {
		this.client = client;
		this.address = address;
		this.series = series;
		this.patience = patience;
		this.tally = tally;
		this.recovery = recovery;
	}

	/**
	 * Leaves a message.
	 * @param number its number
	 * @param due when it was to be sent, in nanoseconds of {@link System#nanoTime()}
	 * @return completes when it was answered for good, or when patience is at its end
	 */
	public Mono<Void> post(int number, long due) {
		Request request = this.series.request(this.address, number);
		AtomicInteger tries = new AtomicInteger();
		return Mono.defer(() -> attempt(request, number, due, tries.getAndIncrement() == 0))
			.retryWhen(this.patience.again())
			.onErrorComplete(Exceptions::isRetryExhausted);
	}

	private Mono<Void> attempt(Request request, int number, long due, boolean first) {
		long sent = System.nanoTime();
		this.tally.tried();
		return this.client.send(request)
			.doOnError((error) -> this.tally.answered(error.getClass().getSimpleName()))
			.flatMap((status) -> {
				this.tally.answered(String.valueOf(status));
				if (Tally.isAccepted(status)) {
					accepted(number, due, sent, first);
				}
				return this.patience.sendsAgainAfter(status) ? Mono.error(new NotYet()) : Mono.empty();
			});
	}

	private void accepted(int number, long due, long sent, boolean first) {
		long now = System.nanoTime();
		this.tally.accepted(number, now - due);
		if (first) {
			this.tally.acceptedAtOnce(now - sent);
		}
		this.recovery.accepted(sent, now);
	}

	/** An answer that says to come again. */
	private static final class NotYet extends RuntimeException {

		NotYet() {
			super(null, null, false, false);
		}

	}

}
