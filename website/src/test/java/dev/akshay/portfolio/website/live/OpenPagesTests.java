package dev.akshay.portfolio.website.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.akshay.portfolio.platform.web.OpenStreams;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.http.codec.ServerSentEvent;
import org.springframework.kafka.core.KafkaAdmin;

import static org.assertj.core.api.Assertions.assertThat;

class OpenPagesTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final Change KODAI = new Change("projects/kodai", "c1", Instant.EPOCH,
			Set.of("projects", "projects/kodai"));

	private static final Change PROFILE = new Change("profile", "c2", Instant.EPOCH, Set.of("profile"));

	private final LiveSettings settings = new LiveSettings(2, Duration.ofMinutes(5), Duration.ofMinutes(1),
			Duration.ofMinutes(1));

	private final OpenStreams streams = new LiveConfiguration().pageStreams(this.settings);

	private final OpenPages pages = new OpenPages(this.settings, this.streams,
			// nobody there to be asked
			new EdgeReplicas(new KafkaAdmin(Map.of("bootstrap.servers", "127.0.0.1:1"))));

	@Test
	void tellsAPageWhatChangesInIt() {
		StepVerifier.create(ids("projects", "insights"))
			.then(() -> this.pages.tell(PROFILE))
			.then(() -> this.pages.tell(KODAI))
			.expectNext("projects/kodai")
			.thenCancel()
			.verify(LIMIT);
	}

	@Test
	void tellsEveryPage() {
		StepVerifier.create(Flux.merge(ids("projects"), ids("projects/kodai")))
			.then(() -> this.pages.tell(KODAI))
			.expectNext("projects/kodai", "projects/kodai")
			.thenCancel()
			.verify(LIMIT);
	}

	@Test
	void tellsOfPurgesOnlyWhoeverWantsIt() {
		var purge = new Purge("profile", "c2", "gateway-1", Instant.EPOCH, null, Set.of("profile"));
		StepVerifier
			.create(Flux.merge(ids("profile").map((id) -> "page " + id),
					this.pages.listen(List.of("profile"), true).mapNotNull(ServerSentEvent::event)))
			.then(() -> this.pages.tell(purge))
			.expectNext("purge")
			.then(() -> this.pages.tell(PROFILE))
			.expectNext("page profile", "change")
			.thenCancel()
			.verify(LIMIT);
	}

	@Test
	void saysAtOnceThatItListens() {
		StepVerifier.create(this.pages.listen(List.of("profile"), false))
			.assertNext((event) -> assertThat(event.comment()).isEqualTo("listening"))
			.thenCancel()
			.verify(LIMIT);
	}

	@Test
	void keepsLittleForAPageThatTakesNothing() {
		var heard = new ArrayList<String>();
		var slow = new BaseSubscriber<String>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				request(1);
			}

			@Override
			protected void hookOnNext(String id) {
				heard.add(id);
			}

		};
		ids("projects").subscribe(slow);
		for (int i = 0; i < 10_000; i++) {
			this.pages.tell(KODAI);
		}
		slow.requestUnbounded();
		assertThat(heard).hasSizeBetween(1, 100);
		slow.cancel();
	}

	@Test
	void refusesWhoeverIsTooMany() {
		StepVerifier.create(Flux.merge(ids("profile"), ids("profile"), ids("profile")))
			.expectError(TooManyListeners.class)
			.verify(LIMIT);
	}

	@Test
	void makesRoomWhenSomebodyLeaves() {
		for (int i = 0; i < 5; i++) {
			StepVerifier.create(ids("profile"))
				.then(() -> this.pages.tell(PROFILE))
				.expectNext("profile")
				.thenCancel()
				.verify(LIMIT);
		}
	}

	@Test
	void showsThatItIsAlive() {
		StepVerifier.withVirtualTime(() -> this.pages.listen(List.of("profile"), false).map(ServerSentEvent::comment))
			.expectNext("listening")
			.thenAwait(Duration.ofMinutes(2))
			.expectNext("alive", "alive")
			.thenAwait(Duration.ofMinutes(5))
			.expectNextCount(2)
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void endsWithTheProcess() {
		StepVerifier.create(ids("profile")).then(this.streams::stop).expectComplete().verify(LIMIT);
	}

	private Flux<String> ids(String... tags) {
		return this.pages.listen(List.of(tags), false)
			.mapNotNull(ServerSentEvent::data)
			.map((news) -> ((Change) news).id());
	}

}
