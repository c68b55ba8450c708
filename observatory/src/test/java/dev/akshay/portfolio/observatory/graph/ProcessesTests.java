package dev.akshay.portfolio.observatory.graph;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.akshay.portfolio.observatory.MovableClock;
import dev.akshay.portfolio.observatory.span.Recorded;
import dev.akshay.portfolio.observatory.span.SpanKind;
import dev.akshay.portfolio.observatory.span.TraceId;
import dev.akshay.portfolio.observatory.timeline.TestTimeline;
import dev.akshay.portfolio.observatory.timeline.Timeline;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessesTests {

	private final MovableClock clock = new MovableClock();

	private final Timeline timeline = TestTimeline.create(this.clock);

	private final Processes processes = new Processes(this.timeline, this.clock);

	@Test
	void saysNothingOfThoseThatWereThereBefore() {
		hear("website", "one", "1.0.0", 10_000);
		pass(Duration.ofSeconds(5));
		hear("website", "one", "1.0.0", 15_000);
		hear("website", "two", "1.0.0", 5_000);
		assertThat(told()).isEmpty();
	}

	@Test
	void tellsThatAProcessStarted() {
		pass(Duration.ofSeconds(60));
		hear("website", "one", "1.0.0", 40_000);
		hear("website", "one", "1.0.0", 45_000);
		assertThat(told()).containsExactly("instance-started website 1.0.0");
	}

	@Test
	void tellsOnceThatAnotherVersionIsDeployed() {
		hear("website", "one", "1.0.0", 10_000);
		hear("gateway", "one", "1.0.0", 10_000);
		pass(Duration.ofSeconds(10));
		hear("website", "two", "1.1.0", 4_000);
		hear("website", "three", "1.1.0", 4_000);
		hear("gateway", "two", "1.0.0", 4_000);
		assertThat(told()).containsExactly("instance-deployed website 1.1.0", "instance-started website 1.1.0",
				"instance-started gateway 1.0.0");
	}

	@Test
	void takesNoOldVersionThatComesBackBesideItsLikeForADeployment() {
		hear("website", "one", "1.0.0", 10_000);
		pass(Duration.ofSeconds(10));
		hear("website", "one", "1.0.0", 20_000);
		hear("website", "two", "1.1.0", 4_000);
		hear("website", "three", "1.0.0", 4_000);
		assertThat(told()).containsExactly("instance-deployed website 1.1.0", "instance-started website 1.0.0");
	}

	@Test
	void knowsWhatAServiceWasWhileNoneOfItIsThere() {
		hear("website", "one", "1.0.0", 10_000);
		pass(Duration.ofSeconds(20));
		hear("website", "two", "1.0.0", 1_000);
		pass(Duration.ofSeconds(20));
		hear("website", "three", "0.9.0", 1_000);
		assertThat(told()).containsExactly("instance-gone website 1.0.0", "instance-started website 1.0.0",
				"instance-gone website 1.0.0", "instance-deployed website 0.9.0");
	}

	@Test
	void tellsThatAProcessIsGoneAndHeardOfAgain() {
		hear("website", "one", "1.0.0", 10_000);
		pass(Duration.ofSeconds(16));
		assertThat(told()).isEmpty();
		pass(Duration.ofSeconds(1));
		pass(Duration.ofSeconds(1));
		hear("website", "one", "1.0.0", 28_000);
		assertThat(told()).containsExactly("instance-gone website 1.0.0", "instance-heard website 1.0.0");
	}

	@Test
	void claimsNothingOfOneThatDoesNotSaySinceWhenItIsThere() {
		this.processes.hear(pulse("website", "one", Map.of("portfolio.pulse", "up")), null);
		assertThat(told()).containsExactly("instance-heard website");
	}

	@Test
	void takesNothingElseForAPulse() {
		this.processes.hear(pulse("website", "one", Map.of("portfolio.uptime", "1")), "1.0.0");
		assertThat(told()).isEmpty();
	}

	@Test
	void isBounded() {
		pass(Duration.ofSeconds(60));
		for (int i = 0; i < 10_000; i++) {
			hear("website", "i" + i, "1.0.0", 1_000);
		}
		for (int i = 0; i < 1_000; i++) {
			hear("s" + i, "one", "1.0.0", 1_000);
		}
		pass(Duration.ofSeconds(60));
		// five hundred processes, each of which came and went
		assertThat(this.timeline.last()).isEqualTo(1000);
	}

	private List<String> told() {
		return this.timeline.since(0, 100)
			.events()
			.stream()
			.map((event) -> event.type() + " " + event.service() + ((event.state() != null) ? " " + event.state() : ""))
			.toList();
	}

	private void pass(Duration duration) {
		this.clock.advance(duration);
		this.processes.miss();
	}

	private void hear(String service, String instance, String version, long uptimeMillis) {
		this.processes.hear(pulse(service, instance,
				Map.of("portfolio.pulse", "up", "portfolio.uptime", String.valueOf(uptimeMillis))), version);
	}

	private static Recorded pulse(String service, String instance, Map<String, String> attributes) {
		return new Recorded(new TraceId(1, 2), 1, 0, service, instance, "pulse", SpanKind.INTERNAL, 0, 0, false, null,
				1, attributes);
	}

}
