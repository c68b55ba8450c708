package dev.akshay.portfolio.bench.scenario;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MillionScenarioTests {

	private static final Semaphore TAKEN = new Semaphore(0);

	@Test
	void doesNotWaitForPlacesWhenKillingFailed() {
		CompletableFuture<Void> kills = CompletableFuture
			.failedFuture(new BenchFailure("kafka did not come back in 60 s"));
		assertThatExceptionOfType(BenchFailure.class)
			.isThrownBy(() -> MillionScenario.take(TAKEN, 1, kills, System.nanoTime() + TimeUnit.HOURS.toNanos(1)))
			.withMessageContaining("kafka did not come back");
	}

	@Test
	void doesNotWaitForPlacesForEver() {
		assertThatExceptionOfType(BenchFailure.class)
			.isThrownBy(() -> MillionScenario.take(TAKEN, 1, new CompletableFuture<>(), System.nanoTime() - 1))
			.withMessageContaining("under way");
	}

	@Test
	void takesPlacesWhenThereAre() throws InterruptedException {
		Semaphore places = new Semaphore(2);
		MillionScenario.take(places, 2, new CompletableFuture<>(), System.nanoTime() + TimeUnit.HOURS.toNanos(1));
		assertThat(places.availablePermits()).isZero();
	}

}
