package dev.akshay.portfolio.gateway.hedging;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import dev.akshay.portfolio.gateway.resilience.Budget;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Decides for one route when to ask a second time, and counts what it brings.
 *
 * <p>
 * While the budget lasts, the second request goes out at the quantile. Where it runs low,
 * because many take a little longer, it goes out at twice the quantile: what is left is
 * then for those that take far longer. One hedge in {@value #CONTROL} is left out on
 * purpose: without it nobody could tell what the others save.
 */
public final class Hedging {

	private static final int CONTROL = 64;

	private static final double SCARCE = 0.5;

	// how much of the mean a new value makes up
	private static final int MEAN_OF = 8;

	private final HedgingSettings settings;

	private final Scheduler timers;

	private final DecayingHistogram answers;

	private final Budget budget;

	private final AtomicInteger due = new AtomicInteger();

	/** How long those take that are due for a hedge and do not get one. */
	private final AtomicLong unhedged = new AtomicLong();

	private final Counter sent;

	private final Counter won;

	private final Counter savedMillis;

	private final Counter unaffordable;

	/**
	 * Hedging for a route.
	 * @param route the route's name
	 * @param settings when it asks twice
	 * @param timers what waits for the quantile, and tells the time
	 * @param meters where it is counted
	 */
	public Hedging(String route, HedgingSettings settings, Scheduler timers, MeterRegistry meters) {
		this.settings = settings;
		this.timers = timers;
		this.answers = new DecayingHistogram(settings.quantile(), settings.samples(), now());
		this.budget = new Budget(settings.share(), 0, settings.burst(), this::now);
		var tags = Tags.of("route", route);
		this.sent = meters.counter("portfolio.hedging.sent", tags);
		this.won = meters.counter("portfolio.hedging.won", tags);
		this.savedMillis = meters.counter("portfolio.hedging.saved.milliseconds", tags);
		this.unaffordable = meters.counter("portfolio.hedging.unaffordable", tags);
		meters.gauge("portfolio.hedging.budget", tags, this.budget, Budget::left);
		meters.gauge("portfolio.hedging.delay.milliseconds", tags, this.answers,
				(histogram) -> (double) histogram.value() / Duration.ofMillis(1).toNanos());
	}

	/**
	 * Asks once, and a second time if the answer takes its time.
	 * @param <T> what is asked for
	 * @param first the first request
	 * @param second the second one, subscribed to only if it is needed
	 * @param isGood whether an answer is worth taking while another may still come
	 * @return the first good answer; if there is none, what the requests ended with. The
	 * other request is cancelled.
	 */
	public <T> Mono<T> hedge(Mono<T> first, Mono<T> second, Predicate<T> isGood) {
		if (!this.settings.enabled()) {
			return first;
		}
		return Mono.create((sink) -> {
			this.budget.earn();
			new Race<>(this, sink, isGood).start(first, second, delay());
		});
	}

	/** How long to wait before the second request, in nanoseconds; zero is for ever. */
	private long delay() {
		var quantile = this.answers.value();
		if (quantile == 0) {
			return 0;
		}
		var delay = (this.budget.filled() < SCARCE) ? 2 * quantile : quantile;
		return Math.max(delay, this.settings.atLeast().toNanos());
	}

	Scheduler timers() {
		return this.timers;
	}

	long now() {
		return this.timers.now(TimeUnit.NANOSECONDS);
	}

	/** Whether the second request may go out. */
	boolean mayHedge() {
		if (this.due.incrementAndGet() % CONTROL == 0) {
			return false;
		}
		if (!this.budget.spend()) {
			this.unaffordable.increment();
			return false;
		}
		this.sent.increment();
		return true;
	}

	/** The first request was answered, after this long. */
	void answered(long nanos) {
		this.answers.record(nanos, now());
	}

	/** The same, though it was due for a hedge. */
	void answeredUnhedged(long nanos) {
		answered(nanos);
		this.unhedged.accumulateAndGet(nanos, (mean, value) -> (mean == 0) ? value : mean + (value - mean) / MEAN_OF);
	}

	/** The second request was faster; by then the first had taken this long. */
	void won(long nanos) {
		// it would have taken longer, which for the quantile is enough to know
		answered(nanos);
		this.won.increment();
		var saved = this.unhedged.get() - nanos;
		if (saved > 0) {
			this.savedMillis.increment((double) saved / Duration.ofMillis(1).toNanos());
		}
	}

}
