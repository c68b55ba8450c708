package dev.akshay.portfolio.gateway.limits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import dev.akshay.portfolio.gateway.limits.RateLimit.Permit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitTests {

	/** Clocks of this kind may start below zero and run over. */
	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(15).toNanos());

	private final RateLimit limit = limit(6, 3);

	@Test
	void countsDownAndSaysWhenThereIsOneMore() {
		assertThat(this.limit.take(1)).isEqualTo(new Permit(true, 2, 10));
		pass(Duration.ofSeconds(4));
		assertThat(this.limit.take(1)).isEqualTo(new Permit(true, 1, 6));
		assertThat(this.limit.take(1)).isEqualTo(new Permit(true, 0, 6));
		assertThat(this.limit.take(1)).isEqualTo(new Permit(false, 0, 6));
	}

	@Test
	void whoWaitsAsToldIsLetIn() {
		IntStream.range(0, 3).forEach((_) -> this.limit.take(1));
		pass(Duration.ofMillis(4_500));
		var refused = this.limit.take(1);
		assertThat(refused).isEqualTo(new Permit(false, 0, 6));
		pass(Duration.ofSeconds(refused.nextInSeconds()));
		assertThat(this.limit.take(1).granted()).isTrue();
	}

	@Test
	void refusalsCostNothing() {
		IntStream.range(0, 100).forEach((_) -> this.limit.take(1));
		pass(Duration.ofSeconds(10));
		assertThat(this.limit.take(1).granted()).isTrue();
		assertThat(this.limit.take(1).granted()).isFalse();
	}

	@Test
	void holdsTheRateOverAnyLength() {
		var granted = IntStream.range(0, 600).filter((_) -> {
			pass(Duration.ofSeconds(1));
			return this.limit.take(1).granted();
		}).count();
		assertThat(granted).isBetween(60L, 63L);
	}

	@Test
	void countsEachClientByItself() {
		IntStream.range(0, 4).forEach((_) -> this.limit.take(1));
		assertThat(this.limit.take(2).granted()).isTrue();
	}

	@Test
	void forgetsClientsWhoseBucketIsFull() {
		IntStream.range(0, 3).forEach((_) -> this.limit.take(1));
		pass(Duration.ofSeconds(31));
		assertThat(this.limit.take(1)).isEqualTo(new Permit(true, 2, 10));
	}

	@Test
	void remembersABoundedNumberOfClients() {
		IntStream.range(0, 10_000).forEach(this.limit::take);
		assertThat(this.limit.clients()).isLessThanOrEqualTo(100);
	}

	@Test
	void grantsNoMoreThanThereAreToManyAtOnce() {
		var busy = limit(1000, 1000);
		var granted = IntStream.range(0, 5000).parallel().filter((_) -> busy.take(1).granted()).count();
		assertThat(granted).isEqualTo(1000);
	}

	@Test
	void tellsItsPolicy() {
		assertThat(this.limit.policy()).isEqualTo("\"some\";q=6;w=60");
	}

	private void pass(Duration time) {
		this.now.addAndGet(time.toNanos());
	}

	private RateLimit limit(int permits, int burst) {
		return new RateLimit("some", permits, Duration.ofMinutes(1), burst, 100, this.now::get);
	}

}
