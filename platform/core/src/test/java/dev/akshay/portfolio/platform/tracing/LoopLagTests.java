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

	private final List<Executor> loops = List.of(this.one::add, this.other::add);

	private final LoopLag lag = new LoopLag(() -> this.loops, this.time::get);

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

	@Test
	void anyNumberOfPeopleMayAskWhatWasLately() {
		assertThat(this.lag.recent()).isNaN();
		this.lag.look();
		pass(3);
		takeAll();
		assertThat(this.lag.recent()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(3));
		assertThat(this.lag.recent()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(3));
	}

	@Test
	void aLoopThatIsStuckShowsWhileItIs() {
		this.lag.look();
		this.other.remove().run();
		pass(10_000);
		this.lag.look();
		pass(5_000);
		assertThat(this.one).as("it is not given more and more").hasSize(1);
		assertThat(this.lag.recent()).isEqualTo(TimeUnit.SECONDS.toNanos(15));
	}

	@Test
	void whatWasLongAgoIsForgotten() {
		this.lag.look();
		pass(3);
		takeAll();
		for (int look = 0; look < 2; look++) {
			assertThat(this.lag.recent()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(3));
			pass(30_000);
			this.lag.look();
			takeAll();
		}
		assertThat(this.lag.recent()).isZero();
	}

	private void takeAll() {
		this.one.remove().run();
		this.other.remove().run();
	}

	private void pass(long millis) {
		this.time.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
	}

}
