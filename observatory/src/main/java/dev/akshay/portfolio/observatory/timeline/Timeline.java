package dev.akshay.portfolio.observatory.timeline;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.akshay.portfolio.observatory.span.Recorded;
import dev.akshay.portfolio.observatory.span.TraceId;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** What happened lately, in the order in which it became known. */
@Component
public class Timeline {

	private static final String EVENT = "portfolio.event";

	private static final String SUBJECT = "portfolio.subject";

	private static final String STATE = "portfolio.state";

	private static final Pattern ID = Pattern.compile("([0-9a-z]{1,13})-([0-9]{1,18})");

	private static final long SECOND = 1000;

	private static final int MOST_TYPES = 200;

	private final TimelineSettings settings;

	private final Clock clock;

	/** A process that starts anew knows nothing of ids that another one gave. */
	private final String life;

	private final ArrayDeque<Entry> entries = new ArrayDeque<>();

	private final Map<String, Pace> paces = new HashMap<>();

	private long last;

	Timeline(TimelineSettings settings, Clock clock) {
		this.settings = settings;
		this.clock = clock;
		this.life = Long.toString(clock.millis(), Character.MAX_RADIX);
	}

	/**
	 * Takes down what a span tells, if it tells of something.
	 * @param span a span that is new
	 */
	public void learn(Recorded span) {
		var type = span.attributes().get(EVENT);
		if (type != null) {
			tell(Instant.ofEpochSecond(0, span.end()), type, span.service(), span.attributes().get(SUBJECT),
					span.attributes().get(STATE), span.traceId());
		}
	}

	/**
	 * Takes down what happened, unless too much of its kind happens at the moment.
	 * @param at when
	 * @param type what
	 * @param service where
	 * @param subject what it is about, or {@code null}
	 * @param state what it came to, or {@code null}
	 * @param traceId the trace it happened in, or {@code null}
	 */
	public synchronized void tell(Instant at, String type, String service, @Nullable String subject,
			@Nullable String state, @Nullable TraceId traceId) {
		var known = this.paces.get(type);
		if (known == null && this.paces.size() >= MOST_TYPES) {
			return;
		}
		var pace = this.paces.computeIfAbsent(type, (_) -> new Pace());
		if (!pace.allows(this.clock.millis() / SECOND, this.settings.perSecond())) {
			return;
		}
		this.last++;
		this.entries.addLast(new Entry(this.last, new Happening(id(this.last), at, type, service, subject, state,
				(traceId != null) ? traceId.toString() : null)));
		if (this.entries.size() > this.settings.events()) {
			this.entries.removeFirst();
		}
	}

	private String id(long number) {
		return this.life + '-' + number;
	}

	/**
	 * The number of what happened last.
	 * @return a number, zero if nothing happened yet
	 */
	public synchronized long last() {
		return this.last;
	}

	/**
	 * Where somebody stopped reading.
	 * @param id the id of the last event that was read
	 * @return its number, or {@code -1} if it is none of this process
	 */
	public long numberOf(String id) {
		var matcher = ID.matcher(id);
		return (matcher.matches() && matcher.group(1).equals(this.life)) ? Long.parseLong(matcher.group(2)) : -1;
	}

	/**
	 * What happened since.
	 * @param number the number of the last event that was read
	 * @param limit how much is told at most
	 * @return the next events, or the latest ones if there are more than may be told
	 */
	public synchronized Since since(long number, int limit) {
		var next = new ArrayList<Happening>();
		var newest = this.entries.descendingIterator();
		while (newest.hasNext() && next.size() < limit) {
			var entry = newest.next();
			if (entry.number <= number) {
				break;
			}
			next.add(entry.happening);
		}
		long missed = Math.max(0, this.last - number - next.size());
		return new Since(next.reversed(), missed, this.last, id(this.last));
	}

	/**
	 * The latest events of a kind.
	 * @param type their type, or {@code null} for all
	 * @param traces their traces, none for all
	 * @param limit how many at most
	 * @return the events, the newest first
	 */
	synchronized List<Happening> latest(@Nullable String type, Set<TraceId> traces, int limit) {
		var traceIds = traces.stream().map(TraceId::toString).collect(Collectors.toSet());
		var found = new ArrayList<Happening>();
		var newest = this.entries.descendingIterator();
		while (newest.hasNext() && found.size() < limit) {
			var happening = newest.next().happening;
			if ((type == null || type.equals(happening.type()))
					&& (traceIds.isEmpty() || traceIds.contains(happening.traceId()))) {
				found.add(happening);
			}
		}
		return found;
	}

	/**
	 * What somebody has not read yet.
	 *
	 * @param events the events, the oldest first
	 * @param missed how many more there were, which are not told one by one
	 * @param last the number of what happened last
	 * @param id the id of what happened last
	 */
	public record Since(List<Happening> events, long missed, long last, String id) {
	}

	private record Entry(long number, Happening happening) {
	}

	private static final class Pace {

		private long second;

		private int told;

		boolean allows(long now, int perSecond) {
			if (now != this.second) {
				this.second = now;
				this.told = 0;
			}
			return this.told++ < perSecond;
		}

	}

}
