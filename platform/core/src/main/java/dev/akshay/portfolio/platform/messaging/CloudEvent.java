package dev.akshay.portfolio.platform.messaging;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened, in the envelope of <a href=
 * "https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents
 * 1.0</a>.
 *
 * @param <T> the data's type, a record of the service that writes or reads it
 * @param id the same whenever the same event comes again
 * @param source the service it comes from, such as {@code /contact-service}
 * @param type what happened, with the version of the data's shape at its end
 * @param subject the aggregate it happened to, which is also the record's key: events of
 * one aggregate keep their order
 * @param time when it happened
 * @param data what its type says
 */
public record CloudEvent<T>(String id, URI source, String type, String subject, Instant time, T data) {

	/**
	 * An event that happens now for the first time.
	 * @param <T> the data's type
	 * @param source the service's name
	 * @param type what happened
	 * @param subject the aggregate it happened to
	 * @param time when it happened
	 * @param data what its type says
	 * @return the event with a new id
	 */
	public static <T> CloudEvent<T> of(String source, String type, String subject, Instant time, T data) {
		return new CloudEvent<>(UUID.randomUUID().toString(), URI.create("/" + source), type, subject, time, data);
	}

}
