package dev.akshay.portfolio.platform.tracing;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoopLagTests {

	private final AtomicLong time = new AtomicLong();

	private final Queue<Runnable> one = new ArrayDeque<>();

	private final Queue<Runnable> other = new ArrayDeque<>();

	private final LoopLag lag = new LoopLag(() -> List.<Executor>of(this.one::add, this.other::add), this.time::get);

	@Test
	void tellsTheLongestWaitOfAllLoops() {
		this.lag.look();
		pass(3);
		this.one.remove().run();
		pass(4);
		this.other.remove().run();
		assertThat(this.lag.worst()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(7));
	}

	@Test
	void beginsAnewOnceItWasAsked() {
		this.lag.look();
		pass(3);
		this.one.remove().run();
		this.lag.worst();
		assertThat(this.lag.worst()).isZero();
	}

	private void pass(long millis) {
		this.time.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
	}

}
