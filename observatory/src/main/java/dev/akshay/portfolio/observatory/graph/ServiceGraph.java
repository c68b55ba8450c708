package dev.akshay.portfolio.observatory.graph;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

import dev.akshay.portfolio.observatory.count.DayCount;
import dev.akshay.portfolio.observatory.graph.Topology.Edge;
import dev.akshay.portfolio.observatory.graph.Topology.NodeKind;
import dev.akshay.portfolio.observatory.span.Recorded;
import dev.akshay.portfolio.observatory.span.SpanKind;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Sees in spans who asks whom. All but {@link #latest()}, {@link #visits()} and
 * {@link #learnBacklogs(List)} is for one thread at a time.
 */
@Component
public class ServiceGraph {

	static final String VISITORS = "visitors";

	private static final String DOOR = "gateway";

	private static final String TOPIC = "messaging.destination.name";

	private static final int MOST_NODES = 100;

	private static final int RECENT_SLICES = 2;

	/** Deeper than any request goes: parents may be told that lead in a circle. */
	private static final int DEEPEST = 100;

	private final GraphSettings settings;

	private final Clock clock;

	private final Map<EdgeKey, EdgeFigures> edges = new LinkedHashMap<>();

	private final Map<String, Seen> nodes = new TreeMap<>();

	private final DayCount requests;

	private final DayCount failures;

	private volatile List<Backlog> backlogs = List.of();

	private volatile Topology latest;

	ServiceGraph(GraphSettings settings, Clock clock) {
		this.settings = settings;
		this.clock = clock;
		this.requests = new DayCount(clock);
		this.failures = new DayCount(clock);
		this.latest = new Topology(clock.instant(), settings.window().toSeconds(), List.of(), List.of());
	}

	/** Sums up what is in the window, for everybody who asks from now on. */
	public void refresh() {
		this.latest = topology();
	}

	/**
	 * The graph as it was summed up last.
	 * @return who is there, and who asks whom
	 */
	public Topology latest() {
		return this.latest;
	}

	/**
	 * What came from outside today.
	 * @return counts of now, and the time that answers took as it was summed up last
	 */
	public Visits visits() {
		var door = this.latest.edges()
			.stream()
			.filter((edge) -> edge.from().equals(VISITORS) && edge.to().equals(DOOR) && edge.calls() > 0)
			.findFirst();
		return new Visits(this.requests.since(), this.requests.total(), this.failures.total(),
				door.map(Edge::p99Millis).orElse(null));
	}

	/**
	 * Learns who is how far behind.
	 * @param told what is known of it now; nothing of what is not in it
	 */
	public void learnBacklogs(List<Backlog> told) {
		this.backlogs = List.copyOf(told);
	}

	/**
	 * Learns how a process is.
	 * @param span a span that may say so
	 * @return whether it does, and is about no request
	 */
	public boolean learnPulse(Recorded span) {
		var pulse = Pulse.of(span);
		if (pulse == null) {
			return false;
		}
		var seen = seen(span.service(), NodeKind.SERVICE);
		if (seen != null) {
			seen.hear((span.instance() != null) ? span.instance() : span.service(), pulse, this.clock.millis());
		}
		return true;
	}

	/**
	 * Learns from a span.
	 * @param span a span that is new
	 * @param spans the other spans of its trace that are known, by id
	 * @param factor of how many traces its own was chosen
	 */
	public void learn(Recorded span, LongFunction<@Nullable Recorded> spans, double factor) {
		see(span.service(), NodeKind.SERVICE, span.instance());
		double weight = beginning(span, spans).weight() * factor;
		switch (span.kind()) {
			case CLIENT -> {
				if (span.peer() != null) {
					count(span.service(), span.peer(), peerKind(span.peer()), span, span, weight);
				}
			}
			case SERVER -> served(span, spans, weight);
			case PRODUCER -> {
				var topic = span.attributes().get(TOPIC);
				if (topic != null) {
					count(span.service(), topic, NodeKind.TOPIC, span, span, weight);
				}
			}
			case CONSUMER -> {
				var topic = span.attributes().get(TOPIC);
				if (topic != null && see(topic, NodeKind.TOPIC, null)) {
					count(topic, span.service(), NodeKind.SERVICE, span, span, weight);
				}
			}
			case INTERNAL -> {
				// nobody else takes part in it
			}
		}
	}

	/**
	 * What a span was recorded with: the request as it came to the gateway, or what is
	 * known to be the first where none did. Not the trace: whoever asks may give several
	 * requests the same one, and each is chosen by itself.
	 */
	private static Recorded beginning(Recorded span, LongFunction<@Nullable Recorded> spans) {
		var first = span;
		for (int depth = 0; depth < DEEPEST && !isRequest(first); depth++) {
			var parent = (first.parentId() != 0) ? spans.apply(first.parentId()) : null;
			if (parent == null) {
				break;
			}
			first = parent;
		}
		return first;
	}

	private static boolean isRequest(Recorded span) {
		return span.kind() == SpanKind.SERVER && DOOR.equals(span.service());
	}

	private void served(Recorded span, LongFunction<@Nullable Recorded> spans, double weight) {
		var parent = (span.parentId() != 0) ? spans.apply(span.parentId()) : null;
		if (parent == null || (isRequest(span) && isRequest(parent))) {
			// a visitor may bring a parent of her own: one that nobody here knows, or
			// what she was told of another request
			if (DOOR.equals(span.service()) && see(VISITORS, NodeKind.VISITORS, null)) {
				count(VISITORS, DOOR, NodeKind.SERVICE, span, span, weight);
				this.requests.add(weight);
				// what she broke for herself is nobody else's trouble
				this.failures.add((span.failed() && !span.isOrdered()) ? weight : 0);
			}
		}
		else if (!parent.service().equals(span.service()) && parent.peer() == null) {
			count(parent.service(), span.service(), NodeKind.SERVICE, parent, span, weight);
		}
	}

	private NodeKind peerKind(String peer) {
		var known = this.nodes.get(peer);
		return (known != null) ? known.kind()
				: (peer.equals("website") || peer.endsWith("-service") || peer.equals("observatory")) ? NodeKind.SERVICE
						: NodeKind.BACKEND;
	}

	private void count(String from, String to, NodeKind kind, Recorded asked, Recorded answered, double weight) {
		if (!see(to, kind, null)) {
			return;
		}
		var key = new EdgeKey(from, to);
		var figures = this.edges.get(key);
		if (figures == null) {
			if (this.edges.size() >= this.settings.edges()) {
				return;
			}
			figures = new EdgeFigures(this.settings.slices());
			this.edges.put(key, figures);
		}
		var failed = asked.failed() || answered.failed();
		if (asked.isStream()) {
			figures.count(slice(), failed, weight);
		}
		else {
			figures.count(slice(), asked.duration(), failed, weight);
		}
	}

	private long slice() {
		return this.clock.millis() / this.settings.sliceMillis();
	}

	private boolean see(String name, NodeKind kind, @Nullable String instance) {
		var seen = seen(name, kind);
		if (seen == null) {
			return false;
		}
		seen.hear(instance, this.clock.millis());
		return true;
	}

	private @Nullable Seen seen(String name, NodeKind kind) {
		var seen = this.nodes.get(name);
		if (seen == null && this.nodes.size() < MOST_NODES) {
			seen = new Seen(kind, this.clock.millis());
			this.nodes.put(name, seen);
		}
		return seen;
	}

	/** Who was not heard of for long stays as a name. */
	private Topology topology() {
		long now = this.clock.millis();
		long slice = slice();
		var behind = behind();
		long oldest = slice - this.settings.rememberedSlices();
		this.edges.values().removeIf((figures) -> figures.isOlderThan(oldest));
		// the last slice is not over yet
		double recentSeconds = ((RECENT_SLICES - 1) * this.settings.sliceMillis() + now % this.settings.sliceMillis())
				/ 1000.0;
		var all = this.nodes.entrySet()
			.stream()
			.map((node) -> node.getValue().node(node.getKey(), now, this.settings.window().toMillis()))
			.toList();
		var between = new HashMap<EdgeKey, Edge>();
		this.edges.forEach((key, figures) -> {
			var sum = figures.sum(slice, RECENT_SLICES, recentSeconds);
			between.put(key, new Edge(key.from, key.to, rounded(sum.perSecond()), sum.calls(), sum.failures(),
					rounded(sum.p50Millis()), rounded(sum.p99Millis()), breaker(key), behind.get(key)));
		});
		// who reads nothing because it is down
		behind.forEach((key, events) -> between.computeIfAbsent(key,
				(_) -> new Edge(key.from, key.to, 0, 0, 0, 0, 0, null, events)));
		var sorted = between.values()
			.stream()
			.sorted(Comparator.comparing(Edge::from).thenComparing(Edge::to))
			.toList();
		return new Topology(Instant.ofEpochMilli(now), this.settings.window().toSeconds(), all, sorted);
	}

	private @Nullable String breaker(EdgeKey key) {
		var asking = this.nodes.get(key.from);
		return (asking != null) ? asking.breaker(key.to) : null;
	}

	private Map<EdgeKey, Long> behind() {
		var behind = new HashMap<EdgeKey, Long>();
		for (var backlog : this.backlogs) {
			// retries are no part of the picture until something waits to be tried again
			if (backlog.isPutOff() && backlog.events() == 0 && !this.nodes.containsKey(backlog.topic())) {
				continue;
			}
			if (seen(backlog.topic(), NodeKind.TOPIC) != null && seen(backlog.service(), NodeKind.SERVICE) != null) {
				behind.put(new EdgeKey(backlog.topic(), backlog.service()), backlog.events());
			}
		}
		return behind;
	}

	private static double rounded(double figure) {
		return Math.round(figure * 100) / 100.0;
	}

	private record EdgeKey(String from, String to) {
	}

}
