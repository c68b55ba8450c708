package dev.akshay.portfolio.observatory.window;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.akshay.portfolio.observatory.graph.Processes;
import dev.akshay.portfolio.observatory.graph.ServiceGraph;
import dev.akshay.portfolio.observatory.span.Disclosure;
import dev.akshay.portfolio.observatory.span.Recorded;
import dev.akshay.portfolio.observatory.span.TraceId;
import dev.akshay.portfolio.observatory.timeline.Timeline;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import org.jspecify.annotations.Nullable;

/**
 * Tail sampling: what becomes of a trace is decided when all of it is there. Those that
 * failed, were slow or were asked for are kept longest, of the others some. All of it is
 * for one thread.
 */
final class Traces {

	/** More than may be followed at a time. */
	private static final int MOST_FOLLOWED = 2000;

	/** Anybody may ask for what there never was. */
	private static final int MOST_ASKED = 500;

	/** What is not told by then is not told any more. */
	private static final long LONGEST_AWAITED = 15_000;

	private static final long SECOND = 1000;

	private final WindowSettings settings;

	private final Disclosure disclosure;

	private final ServiceGraph graph;

	private final Processes processes;

	private final Timeline timeline;

	private final Clock clock;

	private final Admission admission;

	private final Map<TraceId, Trace> open = new LinkedHashMap<>();

	private final KeptTraces remarkable;

	private final KeptTraces ordinary;

	/** Those that are looked for again and again, which none of the others displaces. */
	private final Awaited followed = new Awaited(MOST_FOLLOWED, LONGEST_AWAITED);

	private final Awaited asked = new Awaited(MOST_ASKED, LONGEST_AWAITED);

	private long openBytes;

	private long ordinarySecond;

	private int ordinaryTaken;

	Traces(WindowSettings settings, Disclosure disclosure, ServiceGraph graph, Processes processes, Timeline timeline,
			Clock clock) {
		this.settings = settings;
		this.disclosure = disclosure;
		this.graph = graph;
		this.processes = processes;
		this.timeline = timeline;
		this.clock = clock;
		this.admission = new Admission(settings.spansPerSecond(), clock.millis());
		this.remarkable = new KeptTraces(settings.kept().toBytes() / 2);
		this.ordinary = new KeptTraces(settings.kept().toBytes() / 2);
	}

	/**
	 * Takes what a process tells.
	 * @param exported its spans
	 * @return how many of them were taken and how many left out
	 */
	Taken take(List<ResourceSpans> exported) {
		int taken = 0;
		int leftOut = 0;
		for (var process : exported) {
			var service = this.disclosure.service(process.getResource());
			var instance = this.disclosure.instance(process.getResource());
			var version = this.disclosure.version(process.getResource());
			for (var scope : process.getScopeSpansList()) {
				for (var span : scope.getSpansList()) {
					if (service != null && take(span, service, instance, version)) {
						taken++;
					}
					else {
						leftOut++;
					}
				}
			}
		}
		return new Taken(taken, leftOut);
	}

	private boolean take(Span span, String service, @Nullable String instance, @Nullable String version) {
		var id = Disclosure.traceOf(span);
		if (id == null) {
			return false;
		}
		if (Disclosure.isPulse(span)) {
			var pulse = this.disclosure.disclosed(span, id, service, instance);
			this.processes.hear(pulse, version);
			return this.graph.learnPulse(pulse);
		}
		if (isFull() && Disclosure.isEvent(span)) {
			return tellWithoutTrace(this.disclosure.disclosed(span, id, service, instance));
		}
		return take(span, id, service, instance);
	}

	/** What happened is told also where its trace finds no room. */
	private boolean tellWithoutTrace(Recorded event) {
		this.timeline.learn(event);
		return true;
	}

	private boolean take(Span span, TraceId id, String service, @Nullable String instance) {
		long now = this.clock.millis();
		var admitted = this.admission.admits(id, now);
		var trace = this.open.get(id);
		if (trace != null) {
			var recorded = this.disclosure.disclosed(span, id, service, instance);
			var more = isFull() ? 0 : trace.add(recorded, now);
			this.openBytes += more;
			return heard(recorded, more);
		}
		if (isKept(id)) {
			return addLate(this.disclosure.disclosed(span, id, service, instance), now);
		}
		var awaited = isAwaited(id, now);
		if (isFull() || !(admitted || Disclosure.isNews(span) || awaited)) {
			return false;
		}
		var recorded = this.disclosure.disclosed(span, id, service, instance);
		var begun = new Trace(id, admitted ? 1 / this.admission.share() : standsForItself(id) ? 1 : 0, now);
		begun.add(recorded, now);
		if (awaited) {
			begun.want();
			this.followed.remove(id);
			this.asked.remove(id);
		}
		this.open.put(id, begun);
		this.openBytes += begun.bytes();
		return heard(recorded, begun.bytes());
	}

	/**
	 * One beyond the share is looked at for what it is, and was counted already: those
	 * within the share stand for all.
	 */
	private boolean standsForItself(TraceId id) {
		return id.position() < this.admission.share();
	}

	private boolean isFull() {
		return this.openBytes >= this.settings.open().toBytes();
	}

	private boolean heard(Recorded span, int more) {
		if (more > 0) {
			this.timeline.learn(span);
		}
		return more > 0;
	}

	private boolean isKept(TraceId id) {
		return this.remarkable.find(id) != null || this.ordinary.find(id) != null;
	}

	/**
	 * It was decided on already, and is not ready after all: work goes on behind Kafka.
	 */
	private boolean addLate(Recorded span, long now) {
		var shelf = (this.remarkable.find(span.traceId()) != null) ? this.remarkable : this.ordinary;
		var trace = shelf.find(span.traceId());
		if (trace == null) {
			return false;
		}
		var more = trace.add(span, now);
		trace.teach(this.graph);
		shelf.grown(more);
		if (shelf == this.ordinary && isRemarkable(trace)) {
			promote(trace.id());
		}
		return heard(span, more);
	}

	/** Decides on what is complete. */
	void decide() {
		long now = this.clock.millis();
		var due = new ArrayList<Trace>();
		var traces = this.open.values().iterator();
		while (traces.hasNext()) {
			var trace = traces.next();
			if (trace.isDue(now, this.settings.quiet().toMillis(), this.settings.longest().toMillis())) {
				traces.remove();
				this.openBytes -= trace.bytes();
				due.add(trace);
			}
		}
		for (var trace : due) {
			trace.teach(this.graph);
			if (isRemarkable(trace)) {
				this.remarkable.add(trace);
			}
			else if (mayKeepOrdinary(now)) {
				this.ordinary.add(trace);
			}
		}
	}

	private boolean isRemarkable(Trace trace) {
		return trace.isWanted() || trace.isWorthLookingAt(this.settings.slow().toNanos());
	}

	private boolean mayKeepOrdinary(long now) {
		if (now / SECOND != this.ordinarySecond) {
			this.ordinarySecond = now / SECOND;
			this.ordinaryTaken = 0;
		}
		return this.ordinaryTaken++ < this.settings.ordinaryPerSecond();
	}

	/**
	 * Looks a trace up, which makes it worth looking at: it is the visitor's own. One
	 * that is not there yet is kept if it comes soon.
	 * @param id its id
	 * @return the trace, or {@code null} if nothing of it is known
	 */
	@Nullable Trace find(TraceId id) {
		return find(id, this.asked);
	}

	/**
	 * The same for somebody who looks again and again until it is whole.
	 * @param id its id
	 * @return the trace, or {@code null} if nothing of it is known
	 */
	@Nullable Trace follow(TraceId id) {
		return find(id, this.followed);
	}

	private @Nullable Trace find(TraceId id, Awaited awaited) {
		var trace = this.open.get(id);
		if (trace == null) {
			promote(id);
			trace = this.remarkable.find(id);
		}
		if (trace != null) {
			trace.want();
		}
		else {
			awaited.add(id, this.clock.millis());
		}
		return trace;
	}

	private boolean isAwaited(TraceId id, long now) {
		return this.followed.contains(id, now) || this.asked.contains(id, now);
	}

	private void promote(TraceId id) {
		var trace = this.ordinary.remove(id);
		if (trace != null) {
			this.remarkable.add(trace);
		}
	}

	long bytes() {
		return this.openBytes + this.remarkable.bytes() + this.ordinary.bytes();
	}

	int size() {
		return this.open.size() + this.remarkable.size() + this.ordinary.size();
	}

	double share() {
		return this.admission.share();
	}

	/**
	 * What became of spans.
	 *
	 * @param taken how many are in the window now
	 * @param leftOut how many are not
	 */
	record Taken(int taken, int leftOut) {
	}

}
