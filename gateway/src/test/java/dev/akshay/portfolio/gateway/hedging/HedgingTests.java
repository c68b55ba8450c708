package dev.akshay.portfolio.gateway.hedging;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class HedgingTests {

	private static final Duration USUAL = Duration.ofMillis(10);

	private static final Predicate<String> GOOD = (answer) -> !answer.equals("bad");

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final AtomicInteger asked = new AtomicInteger();

	@AfterEach
	void stopTime() {
		this.time.dispose();
	}

	@Test
	void asksOnceWhereTheAnswerIsInTime() {
		var hedging = warm(settings(1));
		StepVerifier.create(hedging.hedge(after(USUAL, "first"), second(USUAL), GOOD))
			.then(() -> this.time.advanceTimeBy(USUAL))
			.expectNext("first")
			.verifyComplete();
		this.time.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.asked).hasValue(0);
	}

	@Test
	void asksASecondTimeAndCancelsTheFirst() {
		var hedging = warm(settings(1));
		var first = TestPublisher.<String>create();
		StepVerifier.create(hedging.hedge(first.mono(), second(USUAL), GOOD))
			.then(() -> this.time.advanceTimeBy(USUAL.multipliedBy(3)))
			.expectNext("second")
			.verifyComplete();
		first.assertCancelled();
		assertThat(count("sent")).isOne();
		assertThat(count("won")).isOne();
	}

	@Test
	void cancelsTheSecondWhereTheFirstIsFasterAfterAll() {
		var hedging = warm(settings(1));
		var second = TestPublisher.<String>create();
		StepVerifier.create(hedging.hedge(after(USUAL.multipliedBy(2), "first"), second.mono(), GOOD))
			.then(() -> this.time.advanceTimeBy(USUAL.multipliedBy(3)))
			.expectNext("first")
			.verifyComplete();
		second.assertCancelled();
		assertThat(count("sent")).isOne();
		assertThat(count("won")).isZero();
	}

	@Test
	void cancelsBothWhenNobodyWaits() {
		var hedging = warm(settings(1));
		var first = TestPublisher.<String>create();
		var second = TestPublisher.<String>create();
		StepVerifier.create(hedging.hedge(first.mono(), second.mono(), GOOD))
			.then(() -> this.time.advanceTimeBy(USUAL.multipliedBy(3)))
			.thenCancel()
			.verify();
		first.assertCancelled();
		second.assertCancelled();
	}

	@Test
	void waitsForTheOtherWhereOneFails() {
		var hedging = warm(settings(1));
		var first = TestPublisher.<String>create();
		StepVerifier.create(hedging.hedge(first.mono(), second(USUAL), GOOD))
			.then(() -> this.time.advanceTimeBy(USUAL.plusMillis(1)))
			.then(() -> first.error(new IllegalStateException("refused")))
			.then(() -> this.time.advanceTimeBy(USUAL))
			.expectNext("second")
			.verifyComplete();
	}

	@Test
	void prefersAGoodAnswerToAFastOne() {
		var hedging = warm(settings(1));
		StepVerifier.create(hedging.hedge(after(Duration.ofMillis(100), "first"), Mono.just("bad"), GOOD))
			.then(() -> this.time.advanceTimeBy(Duration.ofMillis(100)))
			.expectNext("first")
			.verifyComplete();
	}

	@Test
	void takesABadAnswerWhereThereIsNoOther() {
		var hedging = warm(settings(1));
		StepVerifier
			.create(hedging.hedge(after(Duration.ofMillis(100), "bad"),
					Mono.error(() -> new IllegalStateException("refused")), GOOD))
			.then(() -> this.time.advanceTimeBy(Duration.ofMillis(100)))
			.expectNext("bad")
			.verifyComplete();
	}

	@Test
	void failsAtOnceWhereTheFirstFailsAtOnce() {
		var hedging = warm(settings(1));
		StepVerifier.create(hedging.hedge(Mono.error(new IllegalStateException("refused")), second(USUAL), GOOD))
			.verifyErrorMessage("refused");
		assertThat(this.asked).hasValue(0);
	}

	@Test
	void doesNotGuessBeforeItHasSeenEnough() {
		var hedging = new Hedging("example", settings(1), this.time, this.meters);
		StepVerifier.create(hedging.hedge(after(Duration.ofMinutes(1), "first"), second(USUAL), GOOD))
			.then(() -> this.time.advanceTimeBy(Duration.ofMinutes(1)))
			.expectNext("first")
			.verifyComplete();
		assertThat(this.asked).hasValue(0);
	}

	@Test
	void keepsToItsBudgetWhenEverythingIsSlow() {
		var hedging = warm(settings(0.05));
		for (int i = 0; i < 1000; i++) {
			hedging.hedge(after(Duration.ofSeconds(1), "first"), second(Duration.ofSeconds(1)), GOOD).subscribe();
			this.time.advanceTimeBy(Duration.ofMillis(100));
		}
		assertThat(this.asked.get()).isBetween(1, (1000 + 200) / 20);
		assertThat(this.meters.counter("portfolio.hedging.unaffordable", "route", "example").count()).isPositive();
	}

	/**
	 * The case of the paper: of two replicas, one takes a hundred times as long for one
	 * request in a hundred. In virtual time, so that only the decisions are measured.
	 */
	@Test
	void bringsTheTailDownTwentyfoldForOneRequestInTwenty() {
		var alone = simulate(new HedgingSettings(false, 0.95, 0.05, 20, 100, Duration.ofMillis(2)));
		var hedged = simulate(settings(0.05));
		assertThat(alone / hedged).isGreaterThanOrEqualTo(20);
		assertThat(this.asked.get()).isLessThanOrEqualTo(100_000 / 20);
		assertThat(count("saved.milliseconds")).isPositive();
	}

	private double simulate(HedgingSettings settings) {
		var hedging = new Hedging("example", settings, this.time, this.meters);
		var random = new Random(42);
		var requests = 100_000;
		var took = new long[requests];
		for (int i = 0; i < requests; i++) {
			var start = this.time.now(TimeUnit.NANOSECONDS);
			var end = new AtomicLong();
			var replica = i % 2;
			hedging.hedge(Mono.defer(() -> after(latency(random, replica), "first")), Mono.defer(() -> {
				this.asked.incrementAndGet();
				return after(latency(random, 1 - replica), "second");
			}), GOOD).subscribe((_) -> end.set(this.time.now(TimeUnit.NANOSECONDS)));
			while (end.get() == 0) {
				this.time.advanceTimeBy(Duration.ofNanos(100_000));
			}
			took[i] = end.get() - start;
		}
		Arrays.sort(took);
		return took[(int) (requests * 0.999)];
	}

	/** About 10 ms, the odd one half as much again, and sometimes a whole second. */
	private static Duration latency(Random random, int replica) {
		var usual = USUAL.toNanos() * Math.exp(random.nextGaussian() * 0.15);
		var slow = replica == 0 && random.nextInt(100) == 0;
		return Duration.ofNanos((long) (slow ? 100 * usual : usual));
	}

	private Hedging warm(HedgingSettings settings) {
		var hedging = new Hedging("example", settings, this.time, this.meters);
		for (int i = 0; i < 2 * settings.samples(); i++) {
			hedging.hedge(after(USUAL, "first"), second(USUAL), GOOD).subscribe();
			this.time.advanceTimeBy(USUAL);
		}
		return hedging;
	}

	private static HedgingSettings settings(double share) {
		return new HedgingSettings(true, 0.95, share, 20, 100, Duration.ofMillis(2));
	}

	private Mono<String> second(Duration latency) {
		return Mono.defer(() -> {
			this.asked.incrementAndGet();
			return after(latency, "second");
		});
	}

	private Mono<String> after(Duration latency, String answer) {
		return Mono.delay(latency, this.time).thenReturn(answer);
	}

	private double count(String name) {
		return this.meters.counter("portfolio.hedging." + name, "route", "example").count();
	}

}
