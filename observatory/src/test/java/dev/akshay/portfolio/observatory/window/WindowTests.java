package dev.akshay.portfolio.observatory.window;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import dev.akshay.portfolio.observatory.MovableClock;
import dev.akshay.portfolio.observatory.graph.TestGraph;
import dev.akshay.portfolio.observatory.graph.TestProcesses;
import dev.akshay.portfolio.observatory.span.TestDisclosure;
import dev.akshay.portfolio.observatory.span.Told;
import dev.akshay.portfolio.observatory.span.TraceId;
import dev.akshay.portfolio.observatory.timeline.TestTimeline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class WindowTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final TraceId ID = new TraceId(1, 2);

	private final Window window = window();

	@Test
	void showsATraceOnceForEachStage() {
		take(Told.by("gateway", ID, 1, 0));
		var first = shown(this.window.grown(ID, 0));
		assertThat(first.spans()).hasSize(1);
		StepVerifier.create(this.window.grown(ID, first.stage())).expectComplete().verify(LIMIT);
		take(Told.by("website", ID, 2, 1));
		var second = shown(this.window.grown(ID, first.stage()));
		assertThat(second.spans()).hasSize(2);
		assertThat(second.stage()).isGreaterThan(first.stage());
		StepVerifier.create(this.window.grown(ID, second.stage())).expectComplete().verify(LIMIT);
		assertThat(shown(this.window.find(ID))).isEqualTo(second);
	}

	@Test
	void toldAsWholeIsMoreThanAllThatWasNot() {
		var most = Trace.stage(false, 500);
		assertThat(Trace.stage(true, 1)).isGreaterThan(most);
		assertThat(Trace.stage(true, 2)).isGreaterThan(Trace.stage(true, 1));
		assertThat(Trace.stage(false, 1)).isPositive();
	}

	@Test
	void leavesItsThreadToTheSpans() {
		take(Told.by("gateway", ID, 1, 0));
		var thread = new AtomicReference<String>();
		StepVerifier.create(this.window.find(ID).doOnNext((_) -> thread.set(Thread.currentThread().getName())))
			.expectNextCount(1)
			.expectComplete()
			.verify(LIMIT);
		assertThat(thread.get()).isNotNull().doesNotStartWith("window");
	}

	@Test
	void knowsNothingOfWhatDidNotCome() {
		StepVerifier.create(this.window.grown(ID, 0)).expectComplete().verify(LIMIT);
		StepVerifier.create(this.window.find(ID)).expectComplete().verify(LIMIT);
	}

	private void take(Told... spans) {
		var exported = Stream.of(spans).map(Told::exported).toList();
		StepVerifier.create(this.window.take(() -> List.copyOf(exported))).expectNext(0).expectComplete().verify(LIMIT);
	}

	private static ShownTrace shown(Mono<ShownTrace> looked) {
		var found = new AtomicReference<ShownTrace>();
		StepVerifier.create(looked.doOnNext(found::set)).expectNextCount(1).expectComplete().verify(LIMIT);
		return found.get();
	}

	private static Window window() {
		var clock = new MovableClock();
		var timeline = TestTimeline.create(clock);
		return new Window(
				new WindowSettings(DataSize.ofKilobytes(200), DataSize.ofKilobytes(400), Duration.ofSeconds(2),
						Duration.ofSeconds(10), Duration.ofMillis(500), 5000, 20),
				TestDisclosure.create(), TestGraph.create(clock), TestProcesses.create(timeline, clock), timeline,
				clock, new SimpleMeterRegistry());
	}

}
