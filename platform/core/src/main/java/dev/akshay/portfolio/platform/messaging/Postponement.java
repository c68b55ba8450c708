package dev.akshay.portfolio.platform.messaging;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * What an event carries on its retry topics.
 *
 * @param attempts how often it was tried
 * @param since when it failed first
 * @param due when it is to be tried again
 * @param origin where it was read from first
 */
record Postponement(int attempts, Instant since, Instant due, String origin) {

	private static final String ATTEMPTS = "retry-attempts";

	private static final String SINCE = "retry-since";

	private static final String DUE = "retry-due";

	private static final String ORIGIN = "retry-origin";

	private static final Pattern PLACE = Pattern.compile("(?<topic>.+)-\\d+@\\d+");

	/**
	 * Reads it from an event. One that carries nothing that makes sense was never put
	 * off.
	 * @param event the event
	 * @param now when it is tried for the first time, if it never was
	 * @return what it carries
	 */
	static Postponement of(ConsumerRecord<String, byte[]> event, Instant now) {
		var headers = event.headers();
		var attempts = RecordHeaders.last(headers, ATTEMPTS);
		var since = RecordHeaders.last(headers, SINCE);
		var due = RecordHeaders.last(headers, DUE);
		var origin = RecordHeaders.last(headers, ORIGIN);
		var never = new Postponement(0, now, now, placeOf(event));
		if (attempts == null || since == null || due == null || origin == null) {
			return never;
		}
		try {
			var read = new Postponement(Integer.parseInt(attempts), Instant.parse(since), Instant.parse(due), origin);
			return (read.attempts() > 0 && isOriginOf(event, origin)) ? read : never;
		}
		catch (NumberFormatException | DateTimeParseException _) {
			return never;
		}
	}

	/** Retry topics are called after the one an event was read from first. */
	private static boolean isOriginOf(ConsumerRecord<String, byte[]> event, String origin) {
		var place = PLACE.matcher(origin);
		return place.matches() && (event.topic() + '.').startsWith(place.group("topic") + '.');
	}

	static String placeOf(ConsumerRecord<String, byte[]> event) {
		return "%s-%d@%d".formatted(event.topic(), event.partition(), event.offset());
	}

	/** It starts afresh when somebody redrives it. */
	static void removeFrom(Headers headers) {
		headers.remove(ATTEMPTS).remove(SINCE).remove(DUE).remove(ORIGIN);
	}

	Postponement again(Instant nextDue) {
		return new Postponement(this.attempts + 1, this.since, nextDue, this.origin);
	}

	void writeTo(Headers headers) {
		removeFrom(headers);
		RecordHeaders.add(headers, ATTEMPTS, String.valueOf(this.attempts));
		RecordHeaders.add(headers, SINCE, this.since.toString());
		RecordHeaders.add(headers, DUE, this.due.toString());
		RecordHeaders.add(headers, ORIGIN, this.origin);
	}

}
