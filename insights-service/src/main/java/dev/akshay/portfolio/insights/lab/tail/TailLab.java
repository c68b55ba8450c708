package dev.akshay.portfolio.insights.lab.tail;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.akshay.portfolio.insights.lab.Lab;
import dev.akshay.portfolio.insights.lab.LabClient;
import dev.akshay.portfolio.insights.lab.tail.FanOut.Leaf;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/**
 * Asks a hundred leaves at once and waits for all of them, again and again, by turns
 * without hedging and with it. Hypothesis: hedging what has taken longer than the p95 of
 * a call halves the p95 of the whole, and stays within its budget. After Dean and
 * Barroso, <a href="https://cacm.acm.org/research/the-tail-at-scale/">The Tail at
 * Scale</a>.
 */
@Component
class TailLab implements Lab<TailChoice, TailReport> {

	static final String NAME = "tail";

	/** Calls of one fan-out. */
	static final int LEAVES = 100;

	/** Fan-outs before those that count: connections are made and code is compiled. */
	private static final int WARM_UP = 5;

	private final LabClient client;

	TailLab(LabClient client) {
		this.client = client;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Class<TailChoice> choiceType() {
		return TailChoice.class;
	}

	@Override
	public Class<TailReport> reportType() {
		return TailReport.class;
	}

	@Override
	public Flux<TailReport> run(String run, TailChoice choice) {
		return Flux.defer(() -> {
			var trial = new Trial(choice);
			// by turns, so that whatever else goes on meets both alike
			return Flux.range(0, WARM_UP)
				.concatMap((_) -> fanOut(false, plain()).doOnNext(trial::warm), 1)
				.thenMany(Flux.range(0, choice.fanouts())
					.concatMap((_) -> Flux.concat(fanOut(false, plain()),
							Mono.defer(() -> fanOut(true, hedged(trial.budget(), trial.hedgeAfter())))), 1))
				.map((fanOut) -> trial.note(fanOut).report());
		});
	}

	private static Mono<FanOut> fanOut(boolean hedged, Mono<Call> call) {
		return Mono.defer(() -> {
			var began = System.nanoTime();
			return Flux.range(0, LEAVES)
				.flatMap((_) -> call, LEAVES)
				.map((answered) -> new Leaf(micros(answered.end() - answered.begin()), micros(answered.end() - began),
						answered.second()))
				.collectSortedList((one, other) -> Long.compare(one.arrivedMicros(), other.arrivedMicros()))
				.map((leaves) -> new FanOut(hedged, leaves));
		});
	}

	private Mono<Call> plain() {
		return Mono.defer(() -> {
			var begin = System.nanoTime();
			return ask().thenReturn(false).map((second) -> new Call(begin, System.nanoTime(), second));
		});
	}

	/** Whoever answers first wins, and the other one is cancelled. */
	private Mono<Call> hedged(HedgeBudget budget, Duration after) {
		return Mono.defer(() -> {
			var begin = System.nanoTime();
			budget.earn();
			var first = ask().thenReturn(false);
			var second = Mono.delay(after).filter((_) -> budget.spend()).flatMap((_) -> ask().thenReturn(true));
			return Mono.firstWithValue(first, second).map((bySecond) -> new Call(begin, System.nanoTime(), bySecond));
		});
	}

	private Mono<Void> ask() {
		return Mono.defer(() -> this.client.inside(HttpMethod.GET, LeafController.PATH)
			.exchangeToMono((response) -> response.statusCode().is2xxSuccessful() ? response.releaseBody()
					: response.<Void>createError()));
	}

	private static long micros(long nanos) {
		return TimeUnit.NANOSECONDS.toMicros(nanos);
	}

	/**
	 * A call that was answered.
	 *
	 * @param begin when it began, as {@link System#nanoTime()} counts
	 * @param end when it was answered
	 * @param second whether the second request was answered first
	 */
	private record Call(long begin, long end, boolean second) {
	}

}
