package dev.akshay.portfolio.bench.recording;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was told in some time, as far as it is shown. What is not known here is left out:
 * a recording stays, and nobody looks through it again.
 *
 * @param recordedAt when it began
 * @param lasts how long it is, in milliseconds
 * @param events what was told, in the order in which it was
 */
public record Session(Instant recordedAt, long lasts, List<Event> events) {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final List<String> NODE = List.of("id", "kind", "replicas", "state", "memoryMiB", "loopLagMillis");

	private static final List<String> EDGE = List.of("from", "to", "perSecond", "calls", "failures", "p50Millis",
			"p99Millis", "breaker", "lag");

	private static final List<String> HAPPENING = List.of("id", "at", "type", "service", "subject", "state");

	/**
	 * Something that was told.
	 *
	 * @param after so many milliseconds after the beginning
	 * @param kind what kind of event it is
	 * @param data what it said
	 */
	public record Event(long after, String kind, JsonNode data) {
	}

	/** Takes in a stream line by line. */
	static final class Writer {

		private final List<Event> events = new ArrayList<>();

		private final Instant begin = Instant.now();

		private String kind = "";

		/**
		 * Takes a line.
		 * @param line a line of the stream
		 * @param after when it came, in milliseconds from the beginning
		 */
		void take(String line, long after) {
			if (line.startsWith("event:")) {
				this.kind = line.substring("event:".length()).strip();
			}
			else if (line.startsWith("data:")) {
				JsonNode data = JSON.readTree(line.substring("data:".length()));
				switch (this.kind) {
					case "topology" -> this.events.add(new Event(after, this.kind, topology(data)));
					// what happened before is told first, and is not of this session
					case "happening" -> {
						if (!Instant.parse(data.path("at").asString()).isBefore(this.begin)) {
							this.events.add(new Event(after, this.kind, chosen(data, HAPPENING)));
						}
					}
					default -> {
					}
				}
			}
		}

		Session session(long lasts) {
			return new Session(this.begin, lasts, List.copyOf(this.events));
		}

		private static JsonNode topology(JsonNode told) {
			ObjectNode kept = chosen(told, List.of("at"));
			Map.of("nodes", NODE, "edges", EDGE).forEach((name, fields) -> {
				var list = kept.putArray(name);
				told.path(name).forEach((one) -> list.add(chosen(one, fields)));
			});
			return kept;
		}

		private static ObjectNode chosen(JsonNode told, List<String> fields) {
			ObjectNode kept = JSON.createObjectNode();
			fields.stream()
				.filter((field) -> !told.path(field).isNull() && !told.path(field).isMissingNode())
				.forEach((field) -> kept.set(field, told.get(field)));
			return kept;
		}

	}

}
