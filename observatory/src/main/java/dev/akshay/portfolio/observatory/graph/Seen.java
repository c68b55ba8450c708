package dev.akshay.portfolio.observatory.graph;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.akshay.portfolio.observatory.graph.Topology.Node;
import dev.akshay.portfolio.observatory.graph.Topology.NodeKind;
import org.jspecify.annotations.Nullable;

/** What was heard of one node and its processes. */
final class Seen {

	/** The worst first; what is not known is worse than what is. */
	private static final List<String> STATES = List.of("broken", "refusing", "up");

	/** Likewise. */
	private static final List<String> BREAKERS = List.of("open", "half-open", "closed");

	private static final int MOST_INSTANCES = 100;

	/** Who says so every five seconds, and then no more, is not there. */
	static final long PULSE_LASTS = 16_000;

	private static final double MICROS = 1000;

	private final NodeKind kind;

	private final Map<String, Instance> processes = new HashMap<>();

	private long last;

	private boolean pulses;

	Seen(NodeKind kind, long now) {
		this.kind = kind;
		this.last = now;
	}

	NodeKind kind() {
		return this.kind;
	}

	/** Something was heard of it. */
	void hear(@Nullable String instance, long now) {
		this.last = now;
		if (instance != null) {
			process(instance).heardAt = now;
		}
	}

	/** One of its processes says how it is. */
	void hear(String instance, Pulse pulse, long now) {
		hear(instance, now);
		this.pulses = true;
		var process = process(instance);
		process.pulse = pulse;
		process.pulseAt = now;
	}

	private Instance process(String instance) {
		if (this.processes.size() >= MOST_INSTANCES && !this.processes.containsKey(instance)) {
			return new Instance();
		}
		return this.processes.computeIfAbsent(instance, (_) -> new Instance());
	}

	Node node(String id, long now, long windowMillis) {
		this.processes.values().removeIf((process) -> !process.isThere(now, windowMillis));
		var at = Instant.ofEpochMilli(this.last);
		if (!this.pulses) {
			return new Node(id, this.kind, this.processes.size(), at, null, null, null);
		}
		var pulses = pulses();
		if (pulses.isEmpty()) {
			return new Node(id, this.kind, this.processes.size(), at, "silent", null, null);
		}
		var state = pulses.stream().map(Pulse::state).min(Comparator.comparingInt(STATES::indexOf)).orElseThrow();
		var memory = pulses.stream().mapToLong(Pulse::memoryMiB).sum();
		var lag = pulses.stream().mapToLong(Pulse::lagMicros).max().orElseThrow();
		return new Node(id, this.kind, this.processes.size(), at, state, memory, lag / MICROS);
	}

	/**
	 * The breaker that its processes have before somebody, as they say, the worst of
	 * those that were there when the {@link #node node} was told last.
	 */
	@Nullable String breaker(String asked) {
		return pulses().stream()
			.flatMap((pulse) -> Stream.ofNullable(pulse.breakers().get(asked)))
			.min(Comparator.comparingInt(BREAKERS::indexOf))
			.orElse(null);
	}

	private List<Pulse> pulses() {
		var pulses = new ArrayList<Pulse>();
		for (var process : this.processes.values()) {
			if (process.pulse != null) {
				pulses.add(process.pulse);
			}
		}
		return pulses;
	}

	private static final class Instance {

		private long heardAt;

		private @Nullable Pulse pulse;

		private long pulseAt;

		boolean isThere(long now, long windowMillis) {
			return (this.pulse != null) ? now - this.pulseAt <= PULSE_LASTS : now - this.heardAt < windowMillis;
		}

	}

}
