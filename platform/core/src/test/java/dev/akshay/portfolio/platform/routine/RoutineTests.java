package dev.akshay.portfolio.platform.routine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RoutineTests {

	private final AtomicInteger rounds = new AtomicInteger();

	private VirtualTimeScheduler time;

	@BeforeEach
	void holdTime() {
		this.time = VirtualTimeScheduler.getOrSet();
	}

	@AfterEach
	void letTimeGo() {
		VirtualTimeScheduler.reset();
	}

	@Test
	void doesItAgainAndAgainUntilItIsStopped() {
		var routine = routine(Duration.ofSeconds(10), Mono::empty);
		routine.start();
		pass(4);
		assertThat(this.rounds).hasValue(0);
		pass(1);
		assertThat(this.rounds).hasValue(1);
		pass(20);
		assertThat(this.rounds).hasValue(3);
		assertThat(routine.isRunning()).isTrue();
		routine.stop();
		pass(60);
		assertThat(this.rounds).hasValue(3);
		assertThat(routine.isRunning()).isFalse();
		routine.start();
		pass(5);
		assertThat(this.rounds).hasValue(4);
	}

	@Test
	void roundThatNeverEndsIsNotTheLast() {
		routine(Duration.ofSeconds(10), Mono::never).start();
		// a limit of three seconds each
		pass(5 + 100);
		assertThat(this.rounds).hasValue(11);
	}

	@Test
	void roundsThatFallIntoAnotherOneAreLeftOut() {
		routine(Duration.ofSeconds(1), () -> Mono.delay(Duration.ofMillis(2500))).start();
		pass(5 + 30);
		assertThat(this.rounds.get()).isBetween(9, 12);
	}

	@Test
	void failureIsToldOnceUntilARoundSucceeds(CapturedOutput output) {
		routine(Duration.ofSeconds(10), () -> (this.rounds.get() == 3) ? Mono.empty()
				: Mono.error(new IllegalStateException("round " + this.rounds.get())))
			.start();
		pass(5 + 60);
		assertThat(this.rounds).hasValue(7);
		assertThat(output)
			.contains("it cannot be done: java.lang.IllegalStateException: round 1",
					"it cannot be done: java.lang.IllegalStateException: round 4")
			.doesNotContain("round 2")
			.doesNotContain("round 5");
	}

	@Test
	void failureBeforeThereIsAnythingToWaitForIsOneToo() {
		routine(Duration.ofSeconds(10), () -> {
			throw new IllegalStateException("at once");
		}).start();
		pass(5 + 10);
		assertThat(this.rounds).hasValue(2);
	}

	@Test
	void nothingIsDoneWithoutAnInterval() {
		var routine = routine(Duration.ZERO, Mono::empty);
		routine.start();
		pass(60);
		assertThat(this.rounds).hasValue(0);
		assertThat(routine.isRunning()).isFalse();
	}

	private void pass(long seconds) {
		this.time.advanceTimeBy(Duration.ofSeconds(seconds));
	}

	private Routine routine(Duration every, Supplier<Mono<?>> work) {
		return new Routine("it cannot be done", Duration.ofSeconds(5), every, Duration.ofSeconds(3)) {

			@Override
			protected Mono<?> work() {
				RoutineTests.this.rounds.incrementAndGet();
				return work.get();
			}

		};
	}

}
