package dev.akshay.portfolio.observatory.window;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import dev.akshay.portfolio.observatory.MovableClock;
import dev.akshay.portfolio.observatory.graph.ServiceGraph;
import dev.akshay.portfolio.observatory.graph.TestGraph;
import dev.akshay.portfolio.observatory.graph.TestProcesses;
import dev.akshay.portfolio.observatory.graph.Topology.Edge;
import dev.akshay.portfolio.observatory.span.Recorded;
import dev.akshay.portfolio.observatory.span.SpanKind;
import dev.akshay.portfolio.observatory.span.TestDisclosure;
import dev.akshay.portfolio.observatory.span.Told;
import dev.akshay.portfolio.observatory.span.TraceId;
import dev.akshay.portfolio.observatory.timeline.Happening;
import dev.akshay.portfolio.observatory.timeline.TestTimeline;
import dev.akshay.portfolio.observatory.timeline.Timeline;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class TracesTests {

	private static final WindowSettings SETTINGS = new WindowSettings(DataSize.ofKilobytes(200),
			DataSize.ofKilobytes(400), Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMillis(500), 5000, 20);

	private final Random random = new Random(1);

	private final MovableClock clock = new MovableClock();

	private final ServiceGraph graph = TestGraph.create(this.clock);

	private final Timeline timeline = TestTimeline.create(this.clock);

	private final Traces traces = traces(SETTINGS);

	@Test
	void tellsATraceAtOnceAndWhole() {
		var id = trace();
		take(Told.by("gateway", id, 1, 0));
		assertThat(this.traces.find(id)).isNotNull().satisfies((trace) -> {
			assertThat(trace.isClosed()).isFalse();
			assertThat(trace.spans()).hasSize(1);
		});
		take(Told.by("website", id, 2, 1));
		pass(Duration.ofSeconds(3));
		assertThat(this.traces.find(id)).isNotNull().satisfies((trace) -> {
			assertThat(trace.isClosed()).isTrue();
			assertThat(trace.spans()).extracting(Recorded::service).containsExactly("gateway", "website");
		});
	}

	@Test
	void takesASpanOnce() {
		var id = trace();
		take(Told.by("gateway", id, 1, 0), Told.by("gateway", id, 1, 0));
		pass(Duration.ofSeconds(3));
		take(Told.by("gateway", id, 1, 0));
		assertThat(this.traces.find(id)).isNotNull().satisfies((trace) -> assertThat(trace.spans()).hasSize(1));
		assertThat(calls()).isEqualTo(1);
	}

	@Test
	void keepsNoTraceOfAPulse() {
		var id = trace();
		take(Told.by("notifier", id, 1, 0).name("pulse").kind(SpanKind.INTERNAL).with("portfolio.pulse", "up"));
		assertThat(this.traces.find(id)).isNull();
		this.graph.refresh();
		assertThat(this.graph.latest().nodes()).singleElement().satisfies((node) -> {
			assertThat(node.id()).isEqualTo("notifier");
			assertThat(node.state()).isEqualTo("up");
		});
	}

	@Test
	void addsWhatComesLate() {
		var id = trace();
		take(Told.by("gateway", id, 1, 0));
		pass(Duration.ofSeconds(3));
		take(Told.by("notifier", id, 2, 1).kind(SpanKind.CLIENT).with("peer.service", "mail"));
		assertThat(this.traces.find(id)).isNotNull().satisfies((trace) -> assertThat(trace.spans()).hasSize(2));
		assertThat(calls()).isEqualTo(2);
	}

	@Test
	void keepsWhatFailedWasSlowOrWasAskedForLongerThanTheRest() {
		var failed = trace();
		var slow = trace();
		var asked = trace();
		var ordinary = trace();
		take(Told.by("gateway", failed, 1, 0).failed(), Told.by("gateway", slow, 1, 0).lasting(800),
				Told.by("gateway", asked, 1, 0), Told.by("gateway", ordinary, 1, 0));
		assertThat(this.traces.find(asked)).isNotNull();
		for (int second = 0; second < 200; second++) {
			take(Stream.generate(() -> Told.by("gateway", trace(), 1, 0)).limit(50).toArray(Told[]::new));
			pass(Duration.ofSeconds(1));
		}
		assertThat(List.of(failed, slow, asked)).allSatisfy((id) -> assertThat(this.traces.find(id)).isNotNull());
		assertThat(this.traces.find(ordinary)).isNull();
	}

	@Test
	void keepsAStreamNoLongerThanOthers() {
		var stream = trace();
		// who passes it on takes as long, and knows nothing of streams
		take(Told.by("gateway", stream, 1, 0)
			.lasting(Duration.ofMinutes(5).toMillis())
			.with("portfolio.stream", "true"),
				Told.by("website", stream, 2, 1).lasting(Duration.ofMinutes(5).toMillis()));
		for (int second = 0; second < 200; second++) {
			take(Stream.generate(() -> Told.by("gateway", trace(), 1, 0)).limit(50).toArray(Told[]::new));
			pass(Duration.ofSeconds(1));
		}
		assertThat(this.traces.find(stream)).isNull();
	}

	@Test
	void keepsAStreamThatEndsSoonNoLongerEither() {
		var stream = trace();
		take(Told.by("gateway", stream, 1, 0)
			.lasting(Duration.ofSeconds(26).toMillis())
			.with("portfolio.stream", "true"));
		for (int second = 0; second < 200; second++) {
			take(Stream.generate(() -> Told.by("gateway", trace(), 1, 0)).limit(50).toArray(Told[]::new));
			pass(Duration.ofSeconds(1));
		}
		assertThat(this.traces.find(stream)).isNull();
	}

	@Test
	void keepsWhatIsAskedForBeforeItCame() {
		var asked = trace();
		assertThat(this.traces.find(asked)).isNull();
		take(Told.by("gateway", asked, 1, 0));
		for (int second = 0; second < 200; second++) {
			take(Stream.generate(() -> Told.by("gateway", trace(), 1, 0)).limit(50).toArray(Told[]::new));
			pass(Duration.ofSeconds(1));
		}
		assertThat(this.traces.find(asked)).isNotNull();
	}

	@Test
	void waitsForWhatIsFollowedWhateverElseIsAskedFor() {
		var followed = trace();
		assertThat(this.traces.follow(followed)).isNull();
		for (int i = 0; i < 10_000; i++) {
			assertThat(this.traces.find(trace())).isNull();
		}
		take(Told.by("gateway", followed, 1, 0));
		assertThat(kept(followed)).isTrue();
	}

	@Test
	void waitsForWhatIsFollowedThoughManyFollowWhatThereNeverWas() {
		var followed = trace();
		for (int look = 0; look < 20; look++) {
			assertThat(this.traces.follow(followed)).isNull();
			for (int i = 0; i < 1000; i++) {
				assertThat(this.traces.follow(trace())).isNull();
			}
			this.clock.advance(Duration.ofMillis(100));
		}
		take(Told.by("gateway", followed, 1, 0));
		assertThat(kept(followed)).isTrue();
	}

	@Test
	void doesNotWaitForEver() {
		var asked = trace();
		assertThat(this.traces.find(asked)).isNull();
		this.clock.advance(Duration.ofSeconds(16));
		take(Told.by("gateway", asked, 1, 0));
		assertThat(kept(asked)).isFalse();
	}

	/** Whether a trace is still there when many others have come, and nobody asked. */
	private boolean kept(TraceId id) {
		for (int second = 0; second < 200; second++) {
			take(Stream.generate(() -> Told.by("gateway", trace(), 1, 0)).limit(50).toArray(Told[]::new));
			pass(Duration.ofSeconds(1));
		}
		return this.traces.find(id) != null;
	}

	@Test
	void staysWithinItsBytesHoweverMuchComes() {
		for (int round = 0; round < 300; round++) {
			for (int i = 0; i < 100; i++) {
				var id = trace();
				take(Told.by("gateway", id, 1, 0).failed(), Told.by("website", id, 2, 1).lasting(900),
						Told.by("website", id, 3, 2));
			}
			this.clock.advance(Duration.ofMillis(50));
			if (round % 5 == 0) {
				this.traces.decide();
			}
			assertThat(this.traces.bytes()).isLessThan(601 * 1024);
		}
		pass(Duration.ofMinutes(1));
		assertThat(this.traces.bytes()).isBetween(100L * 1024, 401L * 1024);
	}

	@Test
	void doesNotLetOneTraceGrowForEver() {
		var id = trace();
		for (int i = 1; i <= 5000; i++) {
			take(Told.by("gateway", id, i, 0));
			if (i % 100 == 0) {
				pass(Duration.ofSeconds(1));
			}
		}
		assertThat(this.traces.find(id)).isNotNull()
			.satisfies((trace) -> assertThat(trace.spans()).hasSizeLessThanOrEqualTo(500));
	}

	@Test
	void countsInAFloodHowManyRequestsThereWere() {
		var roomy = traces(new WindowSettings(DataSize.ofMegabytes(12), DataSize.ofKilobytes(400),
				Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMillis(500), 5000, 20));
		// four times what fits
		for (int tenth = 0; tenth < 300; tenth++) {
			for (int i = 0; i < 2000; i++) {
				var request = Told.by("gateway", trace(), 1, 0);
				// failed ones are looked at in any case, and count no more than others
				roomy.take(List.of(((i % 10 == 0) ? request.failed() : request).exported()));
			}
			this.clock.advance(Duration.ofMillis(100));
			roomy.decide();
		}
		assertThat(roomy.share()).isBetween(0.2, 0.3);
		// all but what is not decided on yet, and what was too much before it was noticed
		assertThat(calls()).isBetween(480_000L, 600_000L);
		assertThat(this.graph.latest().edges().stream().mapToLong(Edge::failures).sum()).isBetween(45_000L, 63_000L);
	}

	@Test
	void countsEachRequestForWhatItStandsThoughSeveralShareATrace() {
		var id = trace();
		take(Told.by("gateway", id, 1, 77).with("portfolio.weight", 2000));
		// under a parent of her own, or under what she was told of the first
		for (int i = 100; i < 300; i += 2) {
			take(Told.by("gateway", id, i, (i < 200) ? 77 : 1),
					Told.by("gateway", id, i + 1, i).kind(SpanKind.CLIENT).with("peer.service", "website"));
		}
		pass(Duration.ofSeconds(3));
		this.graph.refresh();
		assertThat(this.graph.latest().edges()).filteredOn((edge) -> edge.to().equals("website"))
			.singleElement()
			.satisfies((edge) -> assertThat(edge.calls()).isEqualTo(100));
		assertThat(this.graph.visits().requests()).isEqualTo(2100);
	}

	@Test
	void countsWhatARequestBroughtAboutAsOftenAsTheRequest() {
		var id = trace();
		take(Told.by("gateway", id, 1, 0).with("portfolio.weight", 20),
				Told.by("gateway", id, 2, 1).kind(SpanKind.CLIENT).with("peer.service", "website"),
				Told.by("website", id, 3, 2),
				Told.by("website", id, 4, 3).kind(SpanKind.CLIENT).with("peer.service", "profile-service"));
		pass(Duration.ofSeconds(3));
		this.graph.refresh();
		assertThat(this.graph.latest().edges()).hasSize(3).allSatisfy((edge) -> assertThat(edge.calls()).isEqualTo(20));
	}

	@Test
	void countsWhatBeganElsewhereAsOftenAsItsBeginning() {
		var id = trace();
		take(Told.by("insights-service", id, 1, 0).kind(SpanKind.INTERNAL).with("portfolio.weight", 20),
				Told.by("insights-service", id, 2, 1).kind(SpanKind.CLIENT).with("peer.service", "website"));
		pass(Duration.ofSeconds(3));
		assertThat(calls()).isEqualTo(20);
	}

	@Test
	void tellsTheTimelineOfEventsOnce() {
		var id = trace();
		var event = Told.by("gateway", id, 1, 0).with("portfolio.event", "hedge").with("portfolio.subject", "website");
		take(event);
		take(event);
		assertThat(this.timeline.since(0, 10).events()).singleElement()
			.extracting(Happening::type, Happening::service, Happening::subject, Happening::traceId)
			.containsExactly("hedge", "gateway", "website", id.toString());
	}

	@Test
	void tellsTheTimelineOfProcesses() {
		this.clock.advance(Duration.ofSeconds(30));
		take(Told.by("notifier", trace(), 1, 0)
			.of("1.2.0")
			.name("pulse")
			.kind(SpanKind.INTERNAL)
			.with("portfolio.pulse", "up")
			.with("portfolio.uptime", "20000"));
		assertThat(this.timeline.since(0, 10).events()).singleElement()
			.extracting(Happening::type, Happening::service, Happening::state, Happening::traceId)
			.containsExactly("instance-started", "notifier", "1.2.0", null);
	}

	@Test
	void tellsOfEventsInAFloodThatLeavesThemNoRoom() {
		for (int i = 0; i < 20_000; i++) {
			take(Told.by("gateway", trace(), 1, 0), Told.by("gateway", trace(), 1, 0).failed());
		}
		var event = trace();
		take(Told.by("gateway", event, 1, 0)
			.name("breaker")
			.kind(SpanKind.INTERNAL)
			.with("portfolio.event", "breaker")
			.with("portfolio.subject", "website")
			.with("portfolio.state", "open"));
		assertThat(this.traces.find(event)).isNull();
		assertThat(this.timeline.since(0, 10).events()).singleElement()
			.extracting(Happening::type, Happening::subject, Happening::state, Happening::traceId)
			.containsExactly("breaker", "website", "open", event.toString());
	}

	@Test
	void knowsBreakersByThePulsesOfWhoHasThem() {
		take(Told.by("gateway", trace(), 1, 0).kind(SpanKind.CLIENT).with("peer.service", "website"));
		pass(Duration.ofSeconds(3));
		take(Told.by("gateway", trace(), 1, 0)
			.name("pulse")
			.kind(SpanKind.INTERNAL)
			.with("portfolio.pulse", "up")
			.with("portfolio.breaker.website", "open"));
		this.graph.refresh();
		assertThat(this.graph.latest().edges()).singleElement()
			.satisfies((edge) -> assertThat(edge.breaker()).isEqualTo("open"));
	}

	private Traces traces(WindowSettings settings) {
		return new Traces(settings, TestDisclosure.create(), this.graph,
				TestProcesses.create(this.timeline, this.clock), this.timeline, this.clock);
	}

	private long calls() {
		this.graph.refresh();
		return this.graph.latest().edges().stream().mapToLong(Edge::calls).sum();
	}

	private void take(Told... spans) {
		this.traces.take(Stream.of(spans).map(Told::exported).toList());
	}

	private void pass(Duration duration) {
		this.clock.advance(duration);
		this.traces.decide();
	}

	private TraceId trace() {
		return new TraceId(this.random.nextLong(), this.random.nextLong());
	}

}
