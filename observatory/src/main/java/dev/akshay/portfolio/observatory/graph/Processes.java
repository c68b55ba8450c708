package dev.akshay.portfolio.observatory.graph;

import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;

import dev.akshay.portfolio.observatory.span.Recorded;
import dev.akshay.portfolio.observatory.timeline.Timeline;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Tells the timeline which processes come and go. Those that were there before this one
 * are no news. All of it is for one thread at a time.
 */
@Component
public class Processes {

	private static final String STARTED = "instance-started";

	private static final String DEPLOYED = "instance-deployed";

	private static final String HEARD = "instance-heard";

	private static final String GONE = "instance-gone";

	private static final int MOST_SERVICES = 100;

	private static final int MOST_INSTANCES = 500;

	private final Timeline timeline;

	private final Clock clock;

	private final long since;

	private final Map<Id, Instance> there = new HashMap<>();

	/** Who may come back: a process that only could not be heard is no new one. */
	private final LinkedHashSet<Id> gone = new LinkedHashSet<>();

	/** What each service was last, also while none of it is there. */
	private final Map<String, String> versions = new HashMap<>();

	Processes(Timeline timeline, Clock clock) {
		this.timeline = timeline;
		this.clock = clock;
		this.since = clock.millis();
	}

	/**
	 * Hears of a process.
	 * @param span a span that may be a pulse
	 * @param version what version of its service the process is, or {@code null} if it
	 * does not say
	 */
	public void hear(Recorded span, @Nullable String version) {
		var pulse = Pulse.of(span);
		if (pulse == null || span.instance() == null) {
			return;
		}
		long now = this.clock.millis();
		var id = new Id(span.service(), span.instance());
		var known = this.there.get(id);
		if (known != null) {
			known.heardAt = now;
			return;
		}
		if (this.there.size() >= MOST_INSTANCES
				|| (this.versions.size() >= MOST_SERVICES && !this.versions.containsKey(id.service))) {
			return;
		}
		var type = newsOf(id, version, pulse.uptimeMillis(), now);
		this.there.put(id, new Instance(version, now));
		this.versions.put(id.service, (version != null) ? version : "");
		if (type != null) {
			tell(type, id, version);
		}
	}

	/** What it is that a process is heard of which was not there, if it is news. */
	private @Nullable String newsOf(Id id, @Nullable String version, @Nullable Long uptime, long now) {
		if (this.gone.remove(id) || uptime == null) {
			return HEARD;
		}
		if (uptime >= now - this.since) {
			return null;
		}
		return isOther(id.service, version) ? DEPLOYED : STARTED;
	}

	private boolean isOther(String service, @Nullable String version) {
		var last = this.versions.get(service);
		return version != null && last != null && !last.isEmpty() && !version.equals(last)
				&& this.there.entrySet()
					.stream()
					.noneMatch((one) -> one.getKey().service.equals(service) && version.equals(one.getValue().version));
	}

	/** Misses those that were heard and say nothing any more. */
	public void miss() {
		long now = this.clock.millis();
		this.there.entrySet().removeIf((one) -> {
			if (now - one.getValue().heardAt <= Seen.PULSE_LASTS) {
				return false;
			}
			tell(GONE, one.getKey(), one.getValue().version);
			this.gone.add(one.getKey());
			return true;
		});
		while (this.gone.size() > MOST_INSTANCES) {
			this.gone.removeFirst();
		}
	}

	private void tell(String type, Id id, @Nullable String version) {
		this.timeline.tell(this.clock.instant(), type, id.service, null, version, null);
	}

	private record Id(String service, String instance) {
	}

	private static final class Instance {

		private final @Nullable String version;

		private long heardAt;

		Instance(@Nullable String version, long heardAt) {
			this.version = version;
			this.heardAt = heardAt;
		}

	}

}
