package dev.akshay.portfolio.notifier.message;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.akshay.portfolio.platform.messaging.Outage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SentMailsTests {

	private final SentMails sent = new SentMails();

	private final UUID message = UUID.randomUUID();

	private final AtomicInteger works = new AtomicInteger();

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	@Test
	void letsOneThreadBeAtAMail() {
		var first = this.sent.alone(this.message, this::work);
		var second = this.sent.alone(this.message, this::work);
		assertThat(this.works).hasValue(1);
		assertThat(second).isNotDone();
		this.end.complete(null);
		assertThat(first).isCompleted();
		assertThat(second).isCompleted();
	}

	@Test
	void whoLosesPatienceStopsNobodyElse() {
		var first = this.sent.alone(this.message, this::work);
		this.sent.alone(this.message, this::work).cancel(true);
		assertThat(first).isNotDone();
		this.end.complete(null);
		assertThat(first).isCompleted();
	}

	@Test
	void tellsEverybodyWhatFailedAndLetsThemTryAgain() {
		var first = this.sent.alone(this.message, this::work);
		var second = this.sent.alone(this.message, this::work);
		var failure = new Outage("away", new Exception());
		this.end.completeExceptionally(failure);
		assertThat(first.exceptionNow()).isSameAs(failure);
		assertThat(second.exceptionNow()).isSameAs(failure);
		var thrown = new IllegalStateException();
		assertThat(this.sent.alone(this.message, () -> {
			throw thrown;
		}).exceptionNow()).isSameAs(thrown);
		this.sent.alone(this.message, this::work);
		assertThat(this.works).hasValue(2);
	}

	@Test
	void remembersWhenItWasFirstSent() {
		assertThat(this.sent.at(this.message)).isNull();
		this.sent.add(this.message, Instant.EPOCH);
		this.sent.add(this.message, Instant.EPOCH.plusSeconds(1));
		assertThat(this.sent.at(this.message)).isEqualTo(Instant.EPOCH);
	}

	@Test
	void forgetsTheOldest() {
		var next = UUID.randomUUID();
		this.sent.add(this.message, Instant.EPOCH);
		this.sent.add(next, Instant.EPOCH);
		IntStream.range(0, SentMails.REMEMBERED - 2).forEach((_) -> this.sent.add(UUID.randomUUID(), Instant.EPOCH));
		assertThat(this.sent.at(this.message)).isEqualTo(Instant.EPOCH);
		this.sent.add(UUID.randomUUID(), Instant.EPOCH);
		assertThat(this.sent.at(this.message)).isNull();
		assertThat(this.sent.at(next)).isEqualTo(Instant.EPOCH);
	}

	private CompletableFuture<Void> work() {
		this.works.incrementAndGet();
		return this.end;
	}

}
