package dev.akshay.portfolio.notifier.message;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.akshay.portfolio.platform.messaging.Outage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SentMailsTests {

	private final SentMails sent = new SentMails();

	private final AtomicInteger works = new AtomicInteger();

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	@Test
	void letsOneThreadBeAtAMail() {
		var first = this.sent.alone("delivery", this::work);
		var second = this.sent.alone("delivery", this::work);
		assertThat(this.works).hasValue(1);
		assertThat(second).isNotDone();
		this.end.complete(null);
		assertThat(first).isCompleted();
		assertThat(second).isCompleted();
	}

	@Test
	void whoLosesPatienceStopsNobodyElse() {
		var first = this.sent.alone("delivery", this::work);
		this.sent.alone("delivery", this::work).cancel(true);
		assertThat(first).isNotDone();
		this.end.complete(null);
		assertThat(first).isCompleted();
	}

	@Test
	void tellsEverybodyWhatFailedAndLetsThemTryAgain() {
		var first = this.sent.alone("delivery", this::work);
		var second = this.sent.alone("delivery", this::work);
		var failure = new Outage("away", new Exception());
		this.end.completeExceptionally(failure);
		assertThat(first.exceptionNow()).isSameAs(failure);
		assertThat(second.exceptionNow()).isSameAs(failure);
		var thrown = new IllegalStateException();
		assertThat(this.sent.alone("delivery", () -> {
			throw thrown;
		}).exceptionNow()).isSameAs(thrown);
		this.sent.alone("delivery", this::work);
		assertThat(this.works).hasValue(2);
	}

	@Test
	void forgetsTheOldest() {
		this.sent.add("accepted", Instant.EPOCH);
		this.sent.announced("announced");
		assertThat(this.sent.at("accepted")).isEqualTo(Instant.EPOCH);
		assertThat(this.sent.isAnnounced("announced")).isTrue();
		IntStream.range(0, SentMails.REMEMBERED - 1).forEach((n) -> this.sent.announced("mail " + n));
		assertThat(this.sent.at("accepted")).isNull();
		assertThat(this.sent.isAnnounced("announced")).isTrue();
	}

	private CompletableFuture<Void> work() {
		this.works.incrementAndGet();
		return this.end;
	}

}
