package dev.akshay.portfolio.website.system;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the live page plays while it is told nothing: of a form that it reads, and of
 * nobody.
 */
class RecordedSessionTests {

	private static final int MOST_BYTES = 192 * 1024;

	/** What a module reads without looking whether it is there, by what it is about. */
	private static final Map<String, Set<String>> READ = Map.of("nodes", Set.of("id", "kind", "replicas"), "edges",
			Set.of("from", "to", "perSecond", "calls", "failures", "p50Millis", "p99Millis"), "happening",
			Set.of("id", "at", "type", "service"));

	private static final Map<String, Set<String>> MAY_BE_THERE = Map.of("nodes",
			Set.of("state", "memoryMiB", "loopLagMillis"), "edges", Set.of("breaker", "lag"), "happening",
			Set.of("subject", "state"));

	/**
	 * Names of services, topics, kinds and contents; no address, mail or word of anybody.
	 */
	private static final Pattern NAME = Pattern.compile("[a-z0-9]+([-./][a-z0-9]+)*");

	private static final Pattern ID = Pattern.compile("[0-9a-z]+(-[0-9a-z]+)*");

	private JsonNode session;

	@BeforeEach
	void read() throws Exception {
		var file = new ClassPathResource("static/live/session.json");
		assertThat(file.contentLength()).isLessThan(MOST_BYTES);
		this.session = JsonMapper.shared().readTree(file.getContentAsByteArray());
	}

	@Test
	void isInTheOrderInWhichItHappened() {
		assertThat(this.session.propertyNames()).containsExactlyInAnyOrder("recordedAt", "lasts", "events");
		assertThat(Instant.parse(this.session.path("recordedAt").asString())).isBefore(Instant.now());
		var lasts = this.session.path("lasts").asLong();
		assertThat(lasts).isBetween(10_000L, 60_000L);
		var times = events().stream().map((event) -> event.path("after").asLong()).toList();
		assertThat(times).isSorted().allMatch((after) -> after >= 0 && after < lasts);
	}

	@Test
	void hasSomethingToSee() {
		assertThat(events()).filteredOn((event) -> event.path("kind").asString().equals("topology"))
			.hasSizeGreaterThan(5)
			.allMatch((event) -> !event.path("data").path("nodes").isEmpty()
					&& !event.path("data").path("edges").isEmpty());
		assertThat(events()).extracting((event) -> event.path("data").path("type").asString(""))
			.contains("chaos-ordered", "chaos-breaker", "chaos-reset");
	}

	@Test
	void isOfTheFormThatThePageReads() {
		for (var event : events()) {
			assertThat(event.propertyNames()).containsExactlyInAnyOrder("after", "kind", "data");
			var data = event.path("data");
			switch (event.path("kind").asString()) {
				case "topology" -> {
					assertThat(data.propertyNames()).containsExactlyInAnyOrder("at", "nodes", "edges");
					Instant.parse(data.path("at").asString());
					List.of("nodes", "edges").forEach((part) -> data.path(part).forEach((one) -> hasForm(part, one)));
				}
				case "happening" -> {
					hasForm("happening", data);
					Instant.parse(data.path("at").asString());
				}
				default -> throw new AssertionError("nobody listens to " + event.path("kind"));
			}
		}
	}

	private static void hasForm(String part, JsonNode one) {
		Collection<String> names = one.propertyNames();
		assertThat(names).as(part).containsAll(READ.get(part));
		assertThat(names).as(part)
			.allMatch((name) -> READ.get(part).contains(name) || MAY_BE_THERE.get(part).contains(name));
		one.forEachEntry((name, value) -> {
			if (value.isString() && !name.equals("at")) {
				assertThat(value.asString()).as(name)
					.matches(name.equals("id") && part.equals("happening") ? ID : NAME);
			}
			else {
				assertThat(value.isNumber() || name.equals("at")).as(name).isTrue();
			}
		});
	}

	private List<JsonNode> events() {
		return this.session.path("events").valueStream().toList();
	}

}
