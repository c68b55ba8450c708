package dev.akshay.portfolio.acceptance;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.akshay.portfolio.acceptance.Telemetry.Recorded;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One trace leads from the visitor's request to the mail. */
@WithSuite
class TraceTests {

	private final Suite suite;

	private final Telemetry telemetry;

	TraceTests(Suite suite, Telemetry telemetry) {
		this.suite = suite;
		this.telemetry = telemetry;
	}

	@Test
	void messageIsOneTraceAcrossKafka() {
		var accepted = this.suite.sendMessage("Trace " + UUID.randomUUID(), "Text.");
		assertThat(accepted.statusCode()).isEqualTo(202);
		var traceId = traceOf(accepted.headers().firstValue("traceresponse").orElseThrow());

		var receipt = accepted.headers().firstValue("Location").orElseThrow();
		assertThat(this.suite.get(receipt).body()).contains(traceId);

		// each process exports its spans when it likes: the mail may be known before the
		// request that led to it
		var spans = await().atMost(Suite.LIMIT)
			.until(() -> this.telemetry.trace(traceId), (
					trace) -> mailIn(trace).map((mail) -> wayTo(mail, trace).getFirst().equals("gateway")).orElse(false)
							&& trace.stream().anyMatch(TraceTests::marksReceipt));
		var mail = mailIn(spans).orElseThrow();
		assertThat(mail.service()).isEqualTo("notifier");
		assertThat(wayTo(mail, spans)).startsWith("gateway")
			.containsSubsequence("gateway", "contact-service", "notifier")
			.endsWith("notifier");
		assertThat(spans).allSatisfy((span) -> assertThat(String.join(" ", span.attributes()))
			.doesNotContain("ada@example.org", "Ada Visitor"));
	}

	@Test
	void pageIsOneTraceThroughTheServicesThatTellIt() {
		var traceId = traceOf(
				this.suite.get("/", "Cache-Control", "no-store").headers().firstValue("traceresponse").orElseThrow());
		await().atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(this.telemetry.trace(traceId)).extracting(Recorded::service)
				.contains("gateway", "website", "profile-service", "projects-service", "insights-service"));
	}

	private static Optional<Recorded> mailIn(List<Recorded> spans) {
		return spans.stream().filter((span) -> span.name().contains("mail")).findFirst();
	}

	private static boolean marksReceipt(Recorded span) {
		return span.service().equals("contact-service") && span.name().contains("deliveries");
	}

	/** The services on the way from the root to a span. */
	private static List<String> wayTo(Recorded span, List<Recorded> spans) {
		Map<String, Recorded> byId = spans.stream()
			.collect(Collectors.toMap(Recorded::spanId, Function.identity(), (one, _) -> one));
		return Stream.iterate(span, Objects::nonNull, (child) -> byId.get(child.parentId()))
			.map(Recorded::service)
			.toList()
			.reversed();
	}

	private static String traceOf(String traceresponse) {
		return traceresponse.split("-")[1];
	}

}
