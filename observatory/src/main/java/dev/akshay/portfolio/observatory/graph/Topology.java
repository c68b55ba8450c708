package dev.akshay.portfolio.observatory.graph;

import java.time.Instant;
import java.util.List;

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
	 * @param replicas how many processes told of themselves in the window; zero where
	 * nobody tells, which a process does not that has nothing to do
	 * @param lastSeen when something was heard of it
	 */
	public record Node(@Schema(example = "projects-service") String id, NodeKind kind, int replicas, Instant lastSeen) {
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
		BACKEND

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
	 * @param breaker what state its circuit breaker is in, if it was heard of
	 */
	public record Edge(@Schema(example = "gateway") String from, @Schema(example = "projects-service") String to,
			double perSecond, long calls, long failures, double p50Millis, double p99Millis,
			@Schema(example = "closed") @Nullable String breaker) {
	}

}
