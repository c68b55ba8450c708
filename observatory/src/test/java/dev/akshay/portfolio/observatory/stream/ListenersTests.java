package dev.akshay.portfolio.observatory.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.akshay.portfolio.observatory.MovableClock;
import dev.akshay.portfolio.observatory.graph.ServiceGraph;
import dev.akshay.portfolio.observatory.graph.TestGraph;
import dev.akshay.portfolio.observatory.timeline.TestTimeline;
import dev.akshay.portfolio.observatory.timeline.Timeline;
import dev.akshay.portfolio.platform.web.OpenStreams;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.codec.ServerSentEvent;

import static org.assertj.core.api.Assertions.assertThat;

class ListenersTests {

	private static final Pattern MISSED = Pattern.compile("\"missed\":(\\d+)");

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final MovableClock clock = new MovableClock();

	private final Timeline timeline = TestTimeline.create(this.clock);

	private final ServiceGraph graph = TestGraph.create(this.clock);

	private final StreamSettings settings = new StreamSettings(3, Duration.ofMinutes(5), Duration.ofMillis(10), 1000, 5,
			2, 1);

	private final OpenStreams streams = new StreamConfiguration().listenerStreams(this.settings,
			new SimpleMeterRegistry());

	private final Listeners listeners = new Listeners(this.settings, this.streams, this.timeline, this.graph,
			JsonMapper.shared());

	@Test
	void tellsWhatHappens() {
		StepVerifier.create(events(null))
			.then(() -> add("one", "two"))
			.expectNext("one", "two")
			.then(() -> add("three"))
			.expectNext("three")
			.thenCancel()
			.verify(LIMIT);
	}

	@Test
	void tellsANewcomerALittleOfWhatWas() {
		add("one", "two", "three");
		StepVerifier.create(events(null)).expectNext("two", "three").thenCancel().verify(LIMIT);
	}

	@Test
	void goesOnWhereAListenerStopped() {
		add("one");
		var id = this.timeline.since(0, 1).id();
		add("two", "three", "four");
		StepVerifier.create(events(id)).expectNext("two", "three", "four").thenCancel().verify(LIMIT);
	}

	@Test
	void tellsOneWhoWasAwayForLongHowMuchItMissed() {
		add("one");
		var id = this.timeline.since(0, 1).id();
		for (int i = 0; i < 50; i++) {
			add("t" + i);
		}
		StepVerifier.create(events(id))
			.expectNext("{\"missed\":45,\"restarted\":false}", "t45", "t46", "t47", "t48", "t49")
			.thenCancel()
			.verify(LIMIT);
	}

	@Test
	void tellsOneWhoKnewAnotherLifeThatThisIsANewOne() {
		add("one");
		StepVerifier.create(events("abc-17"))
			.expectNext("{\"missed\":0,\"restarted\":true}", "one")
			.thenCancel()
			.verify(LIMIT);
	}

	@Test
	void keepsNothingForOneWhoTakesNothing() {
		var told = new ArrayList<String>();
		StepVerifier.create(events(null), 0).then(() -> {
			for (int i = 0; i < 80; i++) {
				add("t" + i);
			}
		})
			.thenRequest(Long.MAX_VALUE)
			.thenConsumeWhile((event) -> !event.equals("t79"), told::add)
			.expectNext("t79")
			.thenCancel()
			.verify(LIMIT);
		var events = told.stream().filter((event) -> event.startsWith("t")).count() + 1;
		var missed = told.stream()
			.map(MISSED::matcher)
			.filter(Matcher::find)
			.mapToLong((matcher) -> Long.parseLong(matcher.group(1)))
			.sum();
		assertThat(events + missed).isEqualTo(80);
		// one look may have been taken while they were added; what came behind it waited
		// nowhere
		assertThat(events).isLessThanOrEqualTo(2L * this.settings.atOnce());
	}

	@Test
	void tellsTheFigures() {
		StepVerifier.create(this.listeners.listen(null).filter((event) -> "topology".equals(event.event())))
			.assertNext((event) -> assertThat(event.data()).contains("\"edges\":[]"))
			.thenCancel()
			.verify(LIMIT);
	}

	@Test
	void saysAtOnceThatItListens() {
		StepVerifier.create(this.listeners.listen(null))
			.assertNext((event) -> assertThat(event.comment()).isEqualTo("listening"))
			.thenCancel()
			.verify(LIMIT);
	}

	@Test
	void bearsSoManyListenersAndNoMore() {
		var open = List.of(this.listeners.listen(null).subscribe(), this.listeners.listen(null).subscribe(),
				this.listeners.listen(null).subscribe());
		StepVerifier.create(this.listeners.listen(null)).expectError(TooManyListeners.class).verify(LIMIT);
		open.getFirst().dispose();
		StepVerifier.create(this.listeners.listen(null)).expectNextCount(1).thenCancel().verify(LIMIT);
		assertThat(this.streams.open()).isEqualTo(2);
	}

	@Test
	void letsGoOfEverybodyWhenItStops() {
		this.streams.start();
		StepVerifier.create(events(null)).then(this.streams::stop).expectComplete().verify(LIMIT);
	}

	/** Types of what happened, and summaries as they are. */
	private Flux<String> events(String lastId) {
		return this.listeners.listen(lastId)
			.filter((event) -> Objects.equals(event.event(), "happening") || Objects.equals(event.event(), "summary"))
			.map(ListenersTests::words);
	}

	private static String words(ServerSentEvent<String> event) {
		return Objects.equals(event.event(), "summary") ? event.data()
				: JsonMapper.shared().readTree(event.data()).get("type").stringValue();
	}

	private void add(String... types) {
		for (var type : types) {
			TestTimeline.add(this.timeline, this.clock, type);
		}
	}

}
