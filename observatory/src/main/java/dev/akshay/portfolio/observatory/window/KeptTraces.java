package dev.akshay.portfolio.observatory.window;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.akshay.portfolio.observatory.span.TraceId;
import org.jspecify.annotations.Nullable;

/** As many traces as fit, the oldest go first. */
final class KeptTraces {

	private final long limit;

	private final Map<TraceId, Trace> traces = new LinkedHashMap<>();

	private long bytes;

	KeptTraces(long limit) {
		this.limit = limit;
	}

	void add(Trace trace) {
		this.traces.put(trace.id(), trace);
		grown(trace.bytes());
	}

	/** One of the traces has grown. */
	void grown(int more) {
		this.bytes += more;
		var oldest = this.traces.values().iterator();
		while (this.bytes > this.limit && oldest.hasNext()) {
			this.bytes -= oldest.next().bytes();
			oldest.remove();
		}
	}

	@Nullable Trace find(TraceId id) {
		return this.traces.get(id);
	}

	@Nullable Trace remove(TraceId id) {
		var trace = this.traces.remove(id);
		if (trace != null) {
			this.bytes -= trace.bytes();
		}
		return trace;
	}

	long bytes() {
		return this.bytes;
	}

	int size() {
		return this.traces.size();
	}

}
