package dev.akshay.portfolio.insights.lab.idempotency;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

import dev.akshay.portfolio.insights.lab.LabTest;
import dev.akshay.portfolio.insights.lab.LabVisitor;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@LabTest
class IdempotencyLabIntegrationTests {

	@Autowired
	private LabVisitor visitor;

	@Autowired
	private WebTestClient http;

	@Autowired
	private MeterRegistry meters;

	@ParameterizedTest
	@ValueSource(ints = { 2, 20, 50 })
	void oneEffectWithAKeyAndAsManyAsRequestsWithout(int requests) {
		var location = this.visitor.start("idempotency", """
				{"requests": %d}""".formatted(requests));
		var report = this.visitor.await(location, "done").path("report");
		assertThat(report.path("withoutKey").path("effects").asInt()).isEqualTo(requests);
		assertThat(answers(report.path("withoutKey"))).hasSize(requests)
			.allSatisfy((answer) -> assertThat(answer.path("status").asInt()).isEqualTo(201));
		assertThat(report.path("withKey").path("effects").asInt()).isEqualTo(1);
		assertThat(report.path("verdict").asString()).isEqualTo("confirmed");
		assertThat(report.path("claims").valueStream().map((claim) -> claim.path("name").asString())).containsExactly(
				"effects-without-key", "effects-with-key", "clients-with-the-kept-response", "mismatch-status");
	}

	@Test
	void everybodyWithTheKeyEndsWithTheSameBytes() {
		var location = this.visitor.start("idempotency", """
				{"requests": 30}""");
		var report = this.visitor.await(location, "done").path("report");
		var answers = answers(report.path("withKey"));
		assertThat(answers).filteredOn((answer) -> answer.path("status").asInt() == 201)
			.filteredOn((answer) -> !answer.path("replayed").asBoolean())
			.hasSize(1);
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.path("status").asInt()).isIn(201, 409));
		var last = new HashMap<Integer, JsonNode>();
		answers.stream()
			.sorted(Comparator.comparing((JsonNode answer) -> answer.path("attempt").asInt()))
			.forEach((answer) -> last.put(answer.path("client").asInt(), answer));
		assertThat(last).hasSize(30);
		assertThat(last.values()).allSatisfy((answer) -> assertThat(answer.path("status").asInt()).isEqualTo(201));
		assertThat(report.path("kept").path("clients").asInt()).isEqualTo(30);
		assertThat(report.path("kept").path("body").asString()).contains("\"amount\":4200");
		assertThat(report.path("mismatch").path("status").asInt()).isEqualTo(422);
		assertThat(report.path("mismatch").path("type").asString()).endsWith("/idempotency-key-reused");
	}

	@Test
	void experimentsAreInNoFigure() {
		this.visitor.await(this.visitor.start("idempotency", """
				{"requests": 2}"""), "done");
		await().atMost(LabVisitor.PATIENCE)
			.untilAsserted(() -> assertThat(
					this.meters.find("http.server.requests").tag("uri", "/api/labs/idempotency/runs").timer())
				.isNotNull());
		assertThat(this.meters.find("http.server.requests").timers())
			.noneMatch((timer) -> String.valueOf(timer.getId().getTag("uri")).startsWith("/internal/labs"));
	}

	@Test
	void nobodyPaysOutsideOfARun() {
		for (var key : List.of("", "\"k\"")) {
			this.http.post()
				.uri("/internal/labs/idempotency/nobody/payments")
				.contentType(MediaType.APPLICATION_JSON)
				.headers((headers) -> {
					if (!key.isEmpty()) {
						headers.set("Idempotency-Key", key);
					}
				})
				.bodyValue("""
						{"amount": 1, "currency": "USD"}""")
				.exchange()
				.expectStatus()
				.isNotFound();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 51 })
	void knowsItsBounds(int requests) {
		this.http.post()
			.uri("/api/labs/idempotency/runs")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"requests\": %d}".formatted(requests))
			.exchange()
			.expectStatus()
			.isEqualTo(422);
	}

	private static List<JsonNode> answers(JsonNode side) {
		return side.path("answers").valueStream().toList();
	}

}
