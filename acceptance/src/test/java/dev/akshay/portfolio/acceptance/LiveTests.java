package dev.akshay.portfolio.acceptance;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the system tells of itself. */
@WithSuite
class LiveTests {

	private final Suite suite;

	LiveTests(Suite suite) {
		this.suite = suite;
	}

	@Test
	void showsAVisitorHerOwnRequest() {
		var traceId = trace("/", "Cache-Control", "no-store");
		var trace = await().atMost(Suite.LIMIT)
			.until(() -> told(traceId), (found) -> services(found)
				.containsAll(List.of("gateway", "website", "profile-service", "projects-service", "insights-service")));
		var root = trace.get("spans").get(0);
		assertThat(root.get("service").stringValue()).isEqualTo("gateway");
		assertThat(root.get("startNanos").longValue()).isZero();
		assertThat(trace.get("spans").valueStream()).allSatisfy((span) -> {
			assertThat(span.propertyNames()).contains("service", "name", "spanId", "parentId", "startNanos", "endNanos",
					"attributes");
			assertThat(span.get("endNanos").longValue()).isGreaterThanOrEqualTo(span.get("startNanos").longValue());
		});
	}

	@Test
	void showsAHitOfTheEdge() {
		this.suite.get("/api/projects");
		// of many hits some are recorded, and other tests make hits, too
		var traceId = await().atMost(Suite.LIMIT)
			.until(() -> this.suite.get("/api/projects").headers().firstValue("traceresponse").orElseThrow(),
					(trace) -> trace.endsWith("-01"))
			.split("-")[1];
		var trace = await().atMost(Suite.LIMIT)
			.until(() -> told(traceId), (found) -> services(found).contains("gateway"));
		assertThat(trace.get("spans").get(0).get("attributes").get("portfolio.cache").stringValue()).isEqualTo("hit");
	}

	@Test
	void followsAMessageToTheMailServer() {
		var accepted = this.suite.sendMessage("Live " + UUID.randomUUID(), "Text.");
		assertThat(accepted.statusCode()).isEqualTo(202);
		var traceId = accepted.headers().firstValue("traceresponse").orElseThrow().split("-")[1];
		await().atMost(Suite.LIMIT).until(() -> services(told(traceId)), (found) -> found.contains("notifier"));
		await().atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(live("/api/live/events?trace=" + traceId).get("events")
				.valueStream()
				.map((event) -> event.get("type").stringValue())).contains("message-received", "message-delivered"));
		await().atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(edges()).contains("visitors > gateway", "gateway > contact-service",
					"contact-service > portfolio.contact.messages", "portfolio.contact.messages > notifier",
					"notifier > mail"));
	}

	@Test
	void showsThatARepeatedRequestWasDoneBefore() {
		var headers = new String[] { "Content-Type", "application/json", "Idempotency-Key",
				UUID.randomUUID().toString() };
		var message = Suite.JSON.writeValueAsString(
				Map.of("name", "Ada Visitor", "email", "ada@example.org", "subject", "Twice", "body", "Text."));
		this.suite.post("/api/contact/messages", message, headers);
		var again = this.suite.post("/api/contact/messages", message, headers);
		assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
		var traceId = again.headers().firstValue("traceresponse").orElseThrow().split("-")[1];
		await().atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(told(traceId).path("spans").valueStream())
				.anySatisfy((span) -> assertThat(span.path("attributes").path("portfolio.idempotency").asString(""))
					.isEqualTo("replayed")));
	}

	@Test
	void seesThatAServiceIsDownAndHowFarItIsBehind() {
		this.suite.launcher("stop", "notifier");
		try {
			this.suite.sendMessage("Unread " + UUID.randomUUID(), "Text.");
			await().atMost(Suite.LIMIT).untilAsserted(() -> {
				var topology = live("/api/live/topology");
				assertThat(topology.get("nodes").valueStream().filter((node) -> is(node, "notifier"))).singleElement()
					.satisfies((node) -> assertThat(node.path("state").asString()).isEqualTo("silent"));
				assertThat(topology.get("edges").valueStream().filter((edge) -> is(edge, "notifier")))
					.anySatisfy((edge) -> assertThat(edge.path("lag").asLong(0)).isPositive());
			});
		}
		finally {
			this.suite.launcher("start", "notifier");
		}
		await().atMost(Suite.LIMIT).untilAsserted(() -> {
			var topology = live("/api/live/topology");
			assertThat(topology.get("nodes").valueStream().filter((node) -> is(node, "notifier"))).singleElement()
				.satisfies((node) -> assertThat(node.path("state").asString()).isEqualTo("up"));
			assertThat(topology.get("edges").valueStream().filter((edge) -> is(edge, "notifier")))
				.noneSatisfy((edge) -> assertThat(edge.path("lag").asLong(0)).isPositive());
		});
	}

	@Test
	void tellsThatAProcessIsGoneAndAnotherOneStarted() {
		await().atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(live("/api/live/topology").get("nodes").valueStream())
				.anySatisfy((node) -> assertThat(node.path("id").asString() + node.path("state").asString(""))
					.isEqualTo("notifierup")));
		var gone = processes("instance-gone").size();
		var started = processes("instance-started").size();
		this.suite.launcher("kill", "notifier");
		await().atMost(Suite.LIMIT).untilAsserted(() -> {
			assertThat(processes("instance-gone")).hasSizeGreaterThan(gone);
			// the same jar is no deployment
			assertThat(processes("instance-started")).hasSizeGreaterThan(started)
				.allSatisfy((version) -> assertThat(version).matches("[0-9A-Za-z.+_-]+"));
		});
		assertThat(processes("instance-deployed")).isEmpty();
	}

	/** The versions of the notifier that were told of. */
	private List<String> processes(String event) {
		return live("/api/live/events?limit=500&type=" + event).get("events")
			.valueStream()
			.filter((found) -> found.path("service").asString().equals("notifier"))
			.map((found) -> found.path("state").asString())
			.toList();
	}

	private static boolean is(JsonNode found, String service) {
		return service.equals(found.path("id").asString(found.path("to").asString("")));
	}

	@Test
	void tellsNothingOfPeople() {
		var secret = "zq" + UUID.randomUUID().toString().replace("-", "");
		var traces = Stream
			.of(trace("/" + secret), trace("/projects/" + secret + "?name=" + secret),
					trace("/api/contact/receipts/" + secret),
					trace("/", "User-Agent", secret, "Cache-Control", "no-store"),
					this.suite.sendMessage(secret, secret)
						.headers()
						.firstValue("traceresponse")
						.orElseThrow()
						.split("-")[1])
			.toList();
		for (var traceId : traces) {
			var trace = await().atMost(Suite.LIMIT)
				.until(() -> this.suite.get("/api/live/traces/" + traceId), (found) -> found.statusCode() == 200
						&& Suite.JSON.readTree(found.body()).get("complete").booleanValue());
			assertThat(trace.body()).doesNotContain(secret, "127.0.0.1", "ada@example.org");
		}
		assertThat(this.suite.get("/api/live/topology").body()).doesNotContain(secret, "127.0.0.1");
		assertThat(this.suite.get("/api/live/events").body()).doesNotContain(secret, "127.0.0.1");
	}

	@Test
	void nobodyNoticesThatItIsGone() {
		var stopped = this.suite.launcher("stop", "observatory");
		assertThat(stopped.exitCode()).as(stopped.output()).isZero();
		try {
			for (int i = 0; i < 50; i++) {
				assertThat(this.suite.get("/", "Cache-Control", "no-store").statusCode()).isEqualTo(200);
				assertThat(this.suite.get("/api/projects").statusCode()).isEqualTo(200);
			}
			assertThat(this.suite.sendMessage("Unseen " + UUID.randomUUID(), "Text.").statusCode()).isEqualTo(202);
			assertThat(this.suite.get("/api/live/topology").statusCode()).isEqualTo(503);
		}
		finally {
			this.suite.launcher("start", "observatory");
		}
		await().atMost(Suite.LIMIT).until(() -> this.suite.get("/api/live/topology").statusCode() == 200);
		// spans are lost until the others look for it again, and each says that it has
		await().atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(live("/api/live/topology").get("nodes").valueStream())
				.filteredOn((node) -> "up".equals(node.path("state").asString("")))
				.extracting((node) -> node.get("id").stringValue())
				.contains("gateway", "website", "profile-service", "projects-service", "insights-service",
						"contact-service", "notifier", "observatory"));
	}

	private String trace(String path, String... headers) {
		return this.suite.get(path, headers).headers().firstValue("traceresponse").orElseThrow().split("-")[1];
	}

	/** A trace as far as it is there; nothing of it may be there yet. */
	private JsonNode told(String traceId) {
		return Suite.JSON.readTree(this.suite.get("/api/live/traces/" + traceId).body());
	}

	private JsonNode live(String path) {
		var answer = this.suite.get(path);
		assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
		return Suite.JSON.readTree(answer.body());
	}

	private static List<String> services(JsonNode trace) {
		return trace.path("spans").valueStream().map((span) -> span.get("service").stringValue()).toList();
	}

	private List<String> edges() {
		return live("/api/live/topology").get("edges")
			.valueStream()
			.map((edge) -> edge.get("from").stringValue() + " > " + edge.get("to").stringValue())
			.toList();
	}

}
