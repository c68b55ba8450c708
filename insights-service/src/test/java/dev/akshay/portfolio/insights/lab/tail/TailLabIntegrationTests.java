package dev.akshay.portfolio.insights.lab.tail;

import dev.akshay.portfolio.insights.lab.LabTest;
import dev.akshay.portfolio.insights.lab.LabVisitor;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What comes of it on this machine is nothing that a test judges. */
@LabTest
class TailLabIntegrationTests {

	@Autowired
	private LabVisitor visitor;

	@Test
	void measuresBothKindsAlikeAndStaysWithinTheBudget() {
		var report = report("""
				{"fanouts": 10, "budgetPercent": 10}""");
		assertThat(report.path("done").asInt()).isEqualTo(10);
		assertThat(report.path("leaves").asInt()).isEqualTo(100);
		assertThat(report.path("hedgeAfter").asDouble()).isPositive();
		for (var kind : new String[] { "plain", "hedged" }) {
			var leg = report.path(kind);
			assertThat(leg.path("calls").asInt()).isEqualTo(1000);
			assertThat(sum(leg.path("leafCounts"))).isEqualTo(1000);
			assertThat(sum(leg.path("allCounts"))).isEqualTo(10);
			assertThat(leg.path("leaf").path("p999").asDouble()).isPositive();
			assertThat(leg.path("all").path("p50").asDouble())
				.isGreaterThanOrEqualTo(leg.path("most").path("p50").asDouble());
			// ten are too few to speak of these
			assertThat(leg.path("all").has("p99")).isFalse();
		}
		assertThat(report.path("plain").path("hedges").asInt()).isZero();
		assertThat(report.path("hedged").path("hedges").asInt()).isBetween(1, 100);
		assertThat(report.path("hedged").path("won").asInt())
			.isLessThanOrEqualTo(report.path("hedged").path("hedges").asInt());
		assertThat(report.path("claims")).hasSize(2);
		assertThat(report.path("verdict").asString()).isIn("confirmed", "refuted");
	}

	@Test
	void hedgesNothingWithoutABudget() {
		var hedged = report("""
				{"fanouts": 10, "budgetPercent": 0}""").path("hedged");
		assertThat(hedged.path("hedges").asInt()).isZero();
		assertThat(hedged.path("won").asInt()).isZero();
	}

	private JsonNode report(String choice) {
		return this.visitor.await(this.visitor.start("tail", choice), "done").path("report");
	}

	private static long sum(JsonNode counts) {
		return counts.valueStream().mapToLong(JsonNode::asLong).sum();
	}

}
