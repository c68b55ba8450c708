package dev.akshay.portfolio.platform.web;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class OpenStreamsTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final OpenStreams streams = new OpenStreams(2, Duration.ofHours(1), TooMany::new);

	@Test
	void endsWithTheProcess() {
		this.streams.start();
		StepVerifier.create(endless()).expectNext(1).then(this.streams::stop).expectComplete().verify(LIMIT);
		assertThat(this.streams.open()).isZero();
	}

	@Test
	void endsWhatTheServerOpenedBeforeItStarted() {
		StepVerifier.create(endless())
			.expectNext(1)
			.then(this.streams::start)
			.then(this.streams::stop)
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void opensNothingBehindItsEndUntilItStartsAgain() {
		this.streams.start();
		this.streams.stop();
		StepVerifier.create(this.streams.bound(Flux.never())).expectComplete().verify(LIMIT);
		this.streams.start();
		StepVerifier.create(endless()).expectNext(1).then(this.streams::stop).expectComplete().verify(LIMIT);
	}

	@Test
	void refusesOneMoreAndCountsWhoLeaves() {
		var first = endless().subscribe();
		var second = endless().subscribe();
		assertThat(this.streams.open()).isEqualTo(2);
		StepVerifier.create(endless()).expectError(TooMany.class).verify(LIMIT);
		first.dispose();
		assertThat(this.streams.open()).isOne();
		StepVerifier.create(endless()).expectNext(1).thenCancel().verify(LIMIT);
		second.dispose();
		assertThat(this.streams.open()).isZero();
	}

	@Test
	void endsAfterItsTime() {
		var brief = new OpenStreams(1, Duration.ofMillis(50), TooMany::new);
		StepVerifier.create(brief.bound(Flux.never())).expectComplete().verify(LIMIT);
		assertThat(brief.open()).isZero();
	}

	private Flux<Integer> endless() {
		return this.streams.bound(Flux.concat(Flux.just(1), Flux.never()));
	}

	private static final class TooMany extends RuntimeException {

	}

}
