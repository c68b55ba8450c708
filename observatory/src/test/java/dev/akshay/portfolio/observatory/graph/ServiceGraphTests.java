package dev.akshay.portfolio.observatory.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.akshay.portfolio.observatory.MovableClock;
import dev.akshay.portfolio.observatory.graph.Topology.Edge;
import dev.akshay.portfolio.observatory.graph.Topology.Node;
import dev.akshay.portfolio.observatory.graph.Topology.NodeKind;
import dev.akshay.portfolio.observatory.span.Recorded;
import dev.akshay.portfolio.observatory.span.SpanKind;
import dev.akshay.portfolio.observatory.span.TraceId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceGraphTests {

	private static final TraceId TRACE = new TraceId(1, 2);

	private final MovableClock clock = new MovableClock();

	private final ServiceGraph graph = new ServiceGraph(
			new GraphSettings(Duration.ofSeconds(60), 12, 5, Duration.ofHours(1)), this.clock);

	private final Map<Long, Recorded> spans = new HashMap<>();

	@Test
	void seesWhoAsksWhomAsTheAskerSeesIt() {
		learn(span(1, 0, "gateway", SpanKind.SERVER, 30));
		learn(span(2, 1, "gateway", SpanKind.CLIENT, 25).toPeer("website"));
		learn(span(3, 2, "website", SpanKind.SERVER, 20));
		learn(span(4, 3, "website", SpanKind.CLIENT, 15));
		learn(span(5, 4, "profile-service", SpanKind.SERVER, 10));
		assertThat(edge("visitors", "gateway").p50Millis()).isBetween(29.0, 31.0);
		assertThat(edge("gateway", "website").p50Millis()).isBetween(24.5, 25.5);
		assertThat(edge("website", "profile-service").p50Millis()).isBetween(14.8, 15.2);
		assertThat(edges()).hasSize(3).allSatisfy((edge) -> assertThat(edge.calls()).isEqualTo(1));
	}

	@Test
	void countsTheVisitsOfADay() {
		assertThat(this.graph.visits()).isEqualTo(new Visits(this.clock.instant(), 0, 0, null));
		this.graph.learn(span(1, 0, "gateway", SpanKind.SERVER, 30).recorded(), this.spans::get, 2.5);
		this.graph.learn(span(2, 0, "gateway", SpanKind.SERVER, 30).asFailed().recorded(), this.spans::get, 1);
		learn(span(3, 2, "gateway", SpanKind.CLIENT, 25).toPeer("website"));
		this.graph.refresh();
		assertThat(this.graph.visits().requests()).isEqualTo(4);
		assertThat(this.graph.visits().failures()).isEqualTo(1);
		assertThat(this.graph.visits().p99Millis()).isBetween(29.0, 31.0);
		this.clock.advance(Duration.ofDays(1).plusHours(2));
		this.graph.refresh();
		assertThat(this.graph.visits()).isEqualTo(new Visits(Instant.parse("2026-01-02T00:00:00Z"), 0, 0, null));
	}

	@Test
	void seesACallThatNobodyAnswered() {
		learn(span(2, 1, "gateway", SpanKind.CLIENT, 25).toPeer("website").asFailed());
		assertThat(edge("gateway", "website").failures()).isEqualTo(1);
		assertThat(node("website").kind()).isEqualTo(NodeKind.SERVICE);
	}

	@Test
	void seesWhatGoesThroughKafkaAndTheMailServer() {
		learn(span(1, 0, "contact-service", SpanKind.PRODUCER, 3).about("portfolio.contact.messages"));
		learn(span(2, 1, "notifier", SpanKind.CONSUMER, 9).about("portfolio.contact.messages"));
		learn(span(3, 2, "notifier", SpanKind.CLIENT, 9).toPeer("mail"));
		assertThat(edge("contact-service", "portfolio.contact.messages").calls()).isEqualTo(1);
		assertThat(edge("portfolio.contact.messages", "notifier").calls()).isEqualTo(1);
		assertThat(edge("notifier", "mail").calls()).isEqualTo(1);
		assertThat(node("portfolio.contact.messages").kind()).isEqualTo(NodeKind.TOPIC);
		assertThat(node("mail").kind()).isEqualTo(NodeKind.BACKEND);
	}

	@Test
	void countsForWhatATraceStands() {
		this.graph.learn(span(1, 0, "gateway", SpanKind.SERVER, 1).recorded(), this.spans::get, 500);
		this.clock.advance(Duration.ofSeconds(4));
		assertThat(edge("visitors", "gateway").calls()).isEqualTo(500);
		assertThat(edge("visitors", "gateway").perSecond()).isBetween(50.0, 100.0);
	}

	@Test
	void tellsPercentilesOfTheWindow() {
		for (int i = 1; i <= 100; i++) {
			learn(span(i, 0, "gateway", SpanKind.SERVER, i));
		}
		assertThat(edge("visitors", "gateway").p50Millis()).isBetween(49.0, 51.0);
		assertThat(edge("visitors", "gateway").p99Millis()).isBetween(98.0, 100.0);
	}

	@Test
	void tellsPercentilesOfAllCallsAndNotOfThoseThatWereRecorded() {
		for (int i = 1; i <= 100; i++) {
			this.graph.learn(span(i, 0, "gateway", SpanKind.SERVER, 1).recorded(), this.spans::get, 2000);
			learn(span(100 + i, 0, "gateway", SpanKind.SERVER, 80));
		}
		assertThat(edge("visitors", "gateway").p50Millis()).isBetween(0.9, 1.1);
		assertThat(edge("visitors", "gateway").p99Millis()).isBetween(0.9, 1.1);
		this.graph.refresh();
		assertThat(this.graph.visits().p99Millis()).isBetween(0.9, 1.1);
	}

	@Test
	void takesNoTimeOfWhatWasCountedAlready() {
		learn(span(1, 0, "gateway", SpanKind.SERVER, 10));
		this.graph.learn(span(2, 0, "gateway", SpanKind.SERVER, 800).asFailed().recorded(), this.spans::get, 0);
		assertThat(edge("visitors", "gateway").calls()).isEqualTo(1);
		assertThat(edge("visitors", "gateway").p99Millis()).isBetween(9.0, 11.0);
	}

	@Test
	void bearsMoreCallsThanAnybodyMakes() {
		for (int i = 1; i <= 5; i++) {
			this.graph.learn(span(i, 0, "gateway", SpanKind.SERVER, 10).recorded(), this.spans::get, 1e9);
		}
		assertThat(edge("visitors", "gateway").calls()).isEqualTo(5_000_000_000L);
		assertThat(edge("visitors", "gateway").p99Millis()).isBetween(9.0, 11.0);
	}

	@Test
	void leavesTheTimeOfStreamsOut() {
		learn(span(1, 0, "gateway", SpanKind.SERVER, 10));
		learn(span(2, 0, "gateway", SpanKind.SERVER, 26_000).saying(Map.of("portfolio.stream", "true")));
		assertThat(edge("visitors", "gateway").calls()).isEqualTo(2);
		assertThat(edge("visitors", "gateway").p99Millis()).isBetween(9.0, 11.0);
	}

	@Test
	void countsWhatAVisitorBrokeForHerselfAsNobodysFailure() {
		learn(span(1, 0, "gateway", SpanKind.SERVER, 10).asFailed().saying(Map.of("portfolio.chaos", "true")));
		learn(span(2, 0, "gateway", SpanKind.SERVER, 10).asFailed());
		assertThat(this.graph.visits().requests()).isEqualTo(2);
		assertThat(this.graph.visits().failures()).isEqualTo(1);
		assertThat(edge("visitors", "gateway").failures()).isEqualTo(2);
	}

	@Test
	void followsNoParentsInACircle() {
		learn(span(1, 2, "website", SpanKind.INTERNAL, 1));
		learn(span(2, 1, "website", SpanKind.CLIENT, 1).toPeer("profile-service"));
		assertThat(edge("website", "profile-service").calls()).isEqualTo(1);
	}

	@Test
	void forgetsWhatIsOver() {
		learn(span(1, 0, "gateway", SpanKind.SERVER, 1));
		this.clock.advance(Duration.ofSeconds(40));
		learn(span(2, 0, "gateway", SpanKind.SERVER, 1));
		assertThat(edge("visitors", "gateway").calls()).isEqualTo(2);
		this.clock.advance(Duration.ofSeconds(30));
		assertThat(edge("visitors", "gateway").calls()).isEqualTo(1);
		assertThat(edge("visitors", "gateway").perSecond()).isZero();
		assertThat(node("gateway").replicas()).isEqualTo(1);
		this.clock.advance(Duration.ofMinutes(5));
		assertThat(edge("visitors", "gateway").calls()).isZero();
		assertThat(edge("visitors", "gateway").p99Millis()).isZero();
		assertThat(node("gateway").replicas()).isZero();
		this.clock.advance(Duration.ofHours(1));
		assertThat(edges()).isEmpty();
	}

	@Test
	void countsProcesses() {
		learn(span(1, 0, "gateway", SpanKind.SERVER, 1).from("one"));
		learn(span(2, 0, "gateway", SpanKind.SERVER, 1).from("two"));
		learn(span(3, 0, "gateway", SpanKind.SERVER, 1).from("two"));
		assertThat(node("gateway").replicas()).isEqualTo(2);
	}

	@Test
	void knowsHowProcessesAre() {
		assertThat(this.graph.learnPulse(pulse("one", "up", 100, 300))).isTrue();
		this.graph.learnPulse(pulse("two", "refusing", 50, 1500));
		var node = node("website");
		assertThat(node.replicas()).isEqualTo(2);
		assertThat(node.state()).isEqualTo("refusing");
		assertThat(node.memoryMiB()).isEqualTo(150);
		assertThat(node.loopLagMillis()).isEqualTo(1.5);
	}

	@Test
	void noticesThatAProcessFallsSilent() {
		this.graph.learnPulse(pulse("one", "up", 100, 300));
		this.clock.advance(Duration.ofSeconds(10));
		this.graph.learnPulse(pulse("two", "up", 50, 100));
		this.clock.advance(Duration.ofSeconds(10));
		assertThat(node("website").replicas()).isEqualTo(1);
		assertThat(node("website").state()).isEqualTo("up");
		this.clock.advance(Duration.ofSeconds(10));
		assertThat(node("website").replicas()).isZero();
		assertThat(node("website").state()).isEqualTo("silent");
		assertThat(node("website").memoryMiB()).isNull();
	}

	@Test
	void takesNothingElseForAPulse() {
		assertThat(this.graph.learnPulse(span(1, 0, "gateway", SpanKind.INTERNAL, 0).recorded())).isFalse();
		learn(span(1, 0, "gateway", SpanKind.SERVER, 1));
		assertThat(node("gateway").state()).isNull();
	}

	private static Recorded pulse(String process, String state, long memory, long lag) {
		return span(9, 0, "website", SpanKind.INTERNAL, 0).from(process)
			.saying(Map.of("portfolio.pulse", state, "portfolio.memory", String.valueOf(memory), "portfolio.loop-lag",
					String.valueOf(lag)))
			.recorded();
	}

	@Test
	void knowsTheWorstStateOfTheBreakersOfAllProcesses() {
		ask("website");
		breathe("one", Map.of("website", "closed"));
		assertThat(edge("gateway", "website").breaker()).isEqualTo("closed");
		breathe("two", Map.of("website", "half-open"));
		breathe("three", Map.of("website", "closed"));
		assertThat(edge("gateway", "website").breaker()).isEqualTo("half-open");
		breathe("one", Map.of("website", "open"));
		assertThat(edge("gateway", "website").breaker()).isEqualTo("open");
		// one that begins says nothing of what others know
		breathe("four", Map.of("website", "closed"));
		assertThat(edge("gateway", "website").breaker()).isEqualTo("open");
		breathe("one", Map.of("website", "closed"));
		breathe("two", Map.of("website", "closed"));
		assertThat(edge("gateway", "website").breaker()).isEqualTo("closed");
	}

	@Test
	void forgetsTheBreakersOfAProcessThatIsGone() {
		ask("website");
		breathe("one", Map.of("website", "open"));
		this.clock.advance(Duration.ofSeconds(10));
		breathe("two", Map.of("website", "closed"));
		assertThat(edge("gateway", "website").breaker()).isEqualTo("open");
		this.clock.advance(Duration.ofSeconds(10));
		assertThat(edge("gateway", "website").breaker()).isEqualTo("closed");
		this.clock.advance(Duration.ofSeconds(10));
		assertThat(edge("gateway", "website").breaker()).isNull();
	}

	@Test
	void knowsNoBreakerWhereThereIsNone() {
		ask("website");
		learn(span(2, 1, "website", SpanKind.CLIENT, 1).toPeer("profile-service"));
		breathe("one", Map.of("profile-service", "open"));
		assertThat(edge("gateway", "website").breaker()).isNull();
		assertThat(edge("website", "profile-service").breaker()).isNull();
	}

	private void ask(String peer) {
		learn(span(1, 0, "gateway", SpanKind.CLIENT, 1).toPeer(peer));
	}

	private void breathe(String process, Map<String, String> breakers) {
		var words = new HashMap<>(Map.of("portfolio.pulse", "up"));
		breakers.forEach((asked, state) -> words.put("portfolio.breaker." + asked, state));
		this.graph.learnPulse(span(9, 0, "gateway", SpanKind.INTERNAL, 0).from(process).saying(words).recorded());
	}

	@Test
	void knowsWhoIsHowFarBehind() {
		learn(span(2, 1, "notifier", SpanKind.CONSUMER, 9).about("portfolio.contact.messages"));
		this.graph.learnBacklogs(List.of(new Backlog("portfolio.contact.messages", "notifier", 7),
				new Backlog("portfolio.contact.deliveries", "contact-service", 0)));
		assertThat(edge("portfolio.contact.messages", "notifier").calls()).isEqualTo(1);
		assertThat(edge("portfolio.contact.messages", "notifier").lag()).isEqualTo(7);
		assertThat(edge("portfolio.contact.deliveries", "contact-service").lag()).isZero();
		assertThat(node("contact-service").kind()).isEqualTo(NodeKind.SERVICE);
		this.graph.learnBacklogs(List.of());
		assertThat(edge("portfolio.contact.messages", "notifier").lag()).isNull();
	}

	@Test
	void showsRetriesOnceSomethingWaitsThere() {
		var retries = "portfolio.contact.messages.notifier.retry-1";
		this.graph.learnBacklogs(List.of(new Backlog(retries, "notifier", 0)));
		assertThat(topology().nodes()).isEmpty();
		this.graph.learnBacklogs(List.of(new Backlog(retries, "notifier", 2)));
		assertThat(edge(retries, "notifier").lag()).isEqualTo(2);
		assertThat(node(retries).kind()).isEqualTo(NodeKind.TOPIC);
		this.graph.learnBacklogs(List.of(new Backlog(retries, "notifier", 0)));
		assertThat(edge(retries, "notifier").lag()).isZero();
	}

	@Test
	void isBounded() {
		for (int i = 0; i < 1000; i++) {
			learn(span(i + 1, 0, "gateway", SpanKind.CLIENT, 1).toPeer("p" + i));
		}
		assertThat(edges()).hasSize(5);
		assertThat(topology().nodes()).hasSizeLessThanOrEqualTo(100);
	}

	private void learn(Described described) {
		var span = described.recorded();
		this.spans.put(span.spanId(), span);
		this.graph.learn(span, this.spans::get, 1);
	}

	private Topology topology() {
		this.graph.refresh();
		return this.graph.latest();
	}

	private List<Edge> edges() {
		return topology().edges();
	}

	private Edge edge(String from, String to) {
		return edges().stream()
			.filter((edge) -> edge.from().equals(from) && edge.to().equals(to))
			.findFirst()
			.orElseThrow();
	}

	private Node node(String id) {
		return topology().nodes().stream().filter((node) -> node.id().equals(id)).findFirst().orElseThrow();
	}

	private static Described span(long id, long parent, String service, SpanKind kind, long millis) {
		return new Described(id, parent, service, kind, millis, null, null, false, Map.of());
	}

	private record Described(long id, long parent, String service, SpanKind kind, long millis, String instance,
			String peer, boolean failed, Map<String, String> attributes) {

		Described toPeer(String other) {
			return new Described(this.id, this.parent, this.service, this.kind, this.millis, this.instance, other,
					this.failed, this.attributes);
		}

		Described from(String process) {
			return new Described(this.id, this.parent, this.service, this.kind, this.millis, process, this.peer,
					this.failed, this.attributes);
		}

		Described asFailed() {
			return new Described(this.id, this.parent, this.service, this.kind, this.millis, this.instance, this.peer,
					true, this.attributes);
		}

		Described about(String topic) {
			return saying(Map.of("messaging.destination.name", topic));
		}

		Described saying(Map<String, String> words) {
			return new Described(this.id, this.parent, this.service, this.kind, this.millis, this.instance, this.peer,
					this.failed, words);
		}

		Recorded recorded() {
			var process = (this.instance != null) ? this.instance : this.service;
			return new Recorded(TRACE, this.id, this.parent, this.service, process, "any", this.kind, 0,
					TimeUnit.MILLISECONDS.toNanos(this.millis), this.failed, this.peer, 1, this.attributes);
		}

	}

}
