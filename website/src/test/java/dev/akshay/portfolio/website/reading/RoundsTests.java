package dev.akshay.portfolio.website.reading;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class RoundsTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final List<Sinks.One<String>> calls = new ArrayList<>();

	private final AtomicInteger cancelled = new AtomicInteger();

	private final Rounds<String> rounds = new Rounds<>(Mono.defer(() -> {
		var call = Sinks.<String>one();
		this.calls.add(call);
		return call.asMono().doOnCancel(this.cancelled::incrementAndGet);
	}));

	@Test
	void whoComesDuringACallWaitsForTheNextTogetherWithTheOthers() {
		VirtualTimeScheduler.set(VirtualTimeScheduler.create());
		try {
			var first = ask();
			var second = ask();
			var third = ask();
			assertThat(this.calls).hasSize(1);
			this.calls.getFirst().tryEmitValue("old");
			assertThat(first.get()).isEqualTo("old");
			assertThat(second.get()).isNull();
			assertThat(this.calls).hasSize(2);
			this.calls.getLast().tryEmitValue("new");
			assertThat(List.of(second.get(), third.get())).containsOnly("new");
		}
		finally {
			VirtualTimeScheduler.reset();
		}
	}

	@Test
	void aSlowCallHoldsNobodyUp() {
		var time = VirtualTimeScheduler.getOrSet();
		try {
			var slow = ask();
			var other = ask();
			time.advanceTimeBy(Duration.ofMillis(20));
			assertThat(this.calls).hasSize(2);
			this.calls.getLast().tryEmitValue("quick");
			assertThat(other.get()).isEqualTo("quick");
			this.calls.getFirst().tryEmitValue("slow");
			assertThat(slow.get()).isEqualTo("slow");
		}
		finally {
			VirtualTimeScheduler.reset();
		}
	}

	@Test
	void failureIsEverybodysAndEndsTheRound() {
		var first = this.rounds.ask().materialize().toFuture();
		var second = this.rounds.ask().materialize().toFuture();
		this.calls.getFirst().tryEmitError(new IllegalStateException("first"));
		this.calls.getLast().tryEmitError(new IllegalStateException("second"));
		assertThat(first.join().getThrowable()).hasMessage("first");
		assertThat(second.join().getThrowable()).hasMessage("second");
		var third = ask();
		this.calls.getLast().tryEmitValue("well");
		assertThat(third.get()).isEqualTo("well");
	}

	@Test
	void callEndsWhenNobodyWaitsForItAndTheNextBegins() {
		var one = this.rounds.ask().subscribe();
		var two = this.rounds.ask().subscribe();
		var three = ask();
		one.dispose();
		assertThat(this.cancelled).hasValue(1);
		assertThat(this.calls).hasSize(2);
		two.dispose();
		assertThat(this.cancelled).hasValue(1);
		this.calls.getLast().tryEmitValue("still");
		assertThat(three.get()).isEqualTo("still");
	}

	@Test
	void everyAnswerIsNewerThanItsQuestion() {
		var clock = new AtomicInteger();
		var counting = new Rounds<>(Mono.fromSupplier(clock::incrementAndGet).delayElement(Duration.ofMillis(1)));
		StepVerifier.create(Flux.range(0, 2000).flatMap((_) -> Mono.defer(() -> {
			var asked = clock.get();
			return counting.ask().map((answered) -> answered > asked).defaultIfEmpty(false);
		}).subscribeOn(Schedulers.parallel()), 32).filter((newer) -> newer).count())
			.expectNext(2000L)
			.expectComplete()
			.verify(LIMIT);
		assertThat(clock.get()).isLessThan(2000);
	}

	private AtomicReference<String> ask() {
		var answer = new AtomicReference<String>();
		this.rounds.ask().subscribe(answer::set);
		return answer;
	}

}
