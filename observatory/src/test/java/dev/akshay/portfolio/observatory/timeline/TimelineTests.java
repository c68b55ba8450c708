package dev.akshay.portfolio.observatory.timeline;

import java.time.Duration;
import java.util.Set;

import dev.akshay.portfolio.observatory.MovableClock;
import dev.akshay.portfolio.observatory.span.TraceId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimelineTests {

	private static final TraceId TRACE = new TraceId(1, 2);

	private final MovableClock clock = new MovableClock();

	private final Timeline timeline = new Timeline(new TimelineSettings(10, 5), this.clock);

	@Test
	void tellsTheNewestFirst() {
		add("purge", null);
		add("breaker", TRACE);
		assertThat(this.timeline.latest(null, Set.of(), 10)).extracting(Happening::type)
			.containsExactly("breaker", "purge");
		assertThat(this.timeline.latest("purge", Set.of(), 10)).extracting(Happening::type).containsExactly("purge");
		assertThat(this.timeline.latest(null, Set.of(TRACE), 10)).extracting(Happening::type)
			.containsExactly("breaker");
		assertThat(this.timeline.latest(null, Set.of(), 1)).extracting(Happening::type).containsExactly("breaker");
	}

	@Test
	void tellsWhatHappenedInAnyOfSeveralTraces() {
		var other = new TraceId(3, 4);
		add("purge", TRACE);
		add("retry", new TraceId(5, 6));
		add("hedge", null);
		add("breaker", other);
		assertThat(this.timeline.latest(null, Set.of(TRACE, other), 10)).extracting(Happening::type)
			.containsExactly("breaker", "purge");
	}

	@Test
	void forgetsTheOldest() {
		for (int i = 0; i < 25; i++) {
			add("t" + i, null);
		}
		assertThat(this.timeline.latest(null, Set.of(), 100)).hasSize(10)
			.extracting(Happening::type)
			.startsWith("t24")
			.endsWith("t15");
	}

	@Test
	void takesNoMoreOfAKindThanAnybodyCanRead() {
		for (int i = 0; i < 100; i++) {
			add("retry", null);
		}
		add("breaker", null);
		assertThat(this.timeline.latest("retry", Set.of(), 100)).hasSize(5);
		assertThat(this.timeline.latest("breaker", Set.of(), 100)).hasSize(1);
		this.clock.advance(Duration.ofSeconds(1));
		add("retry", null);
		assertThat(this.timeline.latest("retry", Set.of(), 100)).hasSize(6);
	}

	@Test
	void goesOnWhereSomebodyStopped() {
		add("one", null);
		add("two", null);
		var stopped = this.timeline.latest(null, Set.of(), 1).getFirst().id();
		add("three", null);
		var since = this.timeline.since(this.timeline.numberOf(stopped), 10);
		assertThat(since.events()).extracting(Happening::type).containsExactly("three");
		assertThat(since.missed()).isZero();
		assertThat(this.timeline.since(since.last(), 10).events()).isEmpty();
		assertThat(this.timeline.numberOf(since.id())).isEqualTo(since.last());
	}

	@Test
	void saysHowMuchIsNotTold() {
		for (int i = 0; i < 25; i++) {
			add("t" + i, null);
		}
		var since = this.timeline.since(2, 4);
		assertThat(since.events()).extracting(Happening::type).containsExactly("t21", "t22", "t23", "t24");
		assertThat(since.missed()).isEqualTo(19);
	}

	@Test
	void knowsNoIdOfAnotherLife() {
		add("one", null);
		var id = this.timeline.latest(null, Set.of(), 1).getFirst().id();
		this.clock.advance(Duration.ofSeconds(1));
		var restarted = new Timeline(new TimelineSettings(10, 5), this.clock);
		assertThat(restarted.numberOf(id)).isEqualTo(-1);
		assertThat(restarted.numberOf("nonsense")).isEqualTo(-1);
		assertThat(restarted.numberOf("a-" + "9".repeat(30))).isEqualTo(-1);
	}

	private void add(String type, TraceId trace) {
		this.timeline.tell(this.clock.instant(), type, "gateway", null, null, trace);
	}

}
