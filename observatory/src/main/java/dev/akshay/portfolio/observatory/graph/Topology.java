package dev.akshay.portfolio.observatory.graph;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who is there, and who asks whom.
 *
 * @param at when this was so
 * @param windowSeconds what the figures are about
 * @param nodes everybody
 * @param edges who asks whom
 */
public record Topology(Instant at, long windowSeconds, List<Node> nodes, List<Edge> edges) {

	/**
	 * Somebody who asks or is asked.
	 *
	 * @param id the name
	 * @param kind what it is
	 * @param replicas how many processes told of themselves lately
	 * @param lastSeen when something was heard of it
	 * @param state how its processes are, the worst of them: {@code up}, {@code refusing}
	 * or {@code broken}; {@code silent} if none says that it is there, and nothing where
	 * nobody ever said so
	 * @param memoryMiB how much memory they take together, in MiB
	 * @param loopLagMillis how long a task waited for one of their event loops at most
	 */
	public record Node(@Schema(example = "projects-service") String id, NodeKind kind, int replicas, Instant lastSeen,
			@Schema(example = "up") @Nullable String state, @Nullable Long memoryMiB, @Nullable Double loopLagMillis) {
	}

	/** What a node is. */
	public enum NodeKind {

		/** everybody outside */
		VISITORS,
		/** a process of ours, or several */
		SERVICE,
		/** a topic of Kafka */
		TOPIC,
		/** what we use and did not make */
		BACKEND;

		@JsonValue
		String text() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * Calls from one to another.
	 *
	 * @param from who asks
	 * @param to who is asked
	 * @param perSecond how many calls there are a second, lately
	 * @param calls how many there were in the window
	 * @param failures how many of them failed
	 * @param p50Millis how long half of them take at most, as the asker sees it
	 * @param p99Millis how long 99 % of them take at most
	 * @param breaker what state the asker's circuit breaker is in, the worst of its
	 * processes; nothing where it has none
	 * @param lag how many events of a topic are not read yet, where that is known
	 */
	public record Edge(@Schema(example = "gateway") String from, @Schema(example = "projects-service") String to,
			double perSecond, long calls, long failures, double p50Millis, double p99Millis,
			@Schema(example = "closed") @Nullable String breaker, @Nullable Long lag) {
	}

}
