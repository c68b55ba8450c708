package dev.akshay.portfolio.platform.messaging;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How an event lies in a Kafka record: the binary mode of the <a href=
 * "https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 * binding</a>, with JSON as data. Reading knows only the fields it needs and lets others
 * be, so that a producer may add some.
 */
public class EventFormat {

	/** No event of the suite comes near it. */
	private static final int LARGEST = 256 * 1024;

	private static final String SPEC_VERSION = "1.0";

	private static final String JSON = "application/json";

	private final JsonMapper json;

	/**
	 * Creates the format.
	 * @param json reads and writes the data
	 */
	public EventFormat(JsonMapper json) {
		this.json = json;
	}

	/**
	 * The headers an event is sent with.
	 * @param event the event
	 * @return name and value of each
	 */
	public Map<String, String> headersOf(CloudEvent<?> event) {
		var headers = new LinkedHashMap<String, String>();
		headers.put("ce_specversion", SPEC_VERSION);
		headers.put("ce_id", event.id());
		headers.put("ce_source", event.source().toString());
		headers.put("ce_type", event.type());
		headers.put("ce_subject", event.subject());
		headers.put("ce_time", event.time().toString());
		headers.put("content-type", JSON);
		return headers;
	}

	/**
	 * The value an event is sent with.
	 * @param event the event
	 * @return its data as JSON
	 */
	public byte[] dataOf(CloudEvent<?> event) {
		return this.json.writeValueAsBytes(event.data());
	}

	/**
	 * The type of the event in a record, by which a reader decides how to read it.
	 * @param event the record
	 * @return its {@code ce_type}
	 * @throws UnreadableEvent if it has none
	 */
	public String typeOf(ConsumerRecord<String, byte[]> event) {
		return required(event.headers(), "ce_type");
	}

	/**
	 * Reads the event in a record.
	 * @param <T> the data's type
	 * @param event the record
	 * @param dataType what to read the data as
	 * @return the event
	 * @throws UnreadableEvent if it is no event, or its data is not of that type
	 */
	public <T> CloudEvent<T> read(ConsumerRecord<String, byte[]> event, Class<T> dataType) {
		var headers = event.headers();
		var version = required(headers, "ce_specversion");
		if (!version.equals(SPEC_VERSION)) {
			throw new UnreadableEvent("ce_specversion is not " + SPEC_VERSION);
		}
		var contentType = required(headers, "content-type");
		if (!contentType.startsWith(JSON)) {
			throw new UnreadableEvent("content-type is not " + JSON);
		}
		return new CloudEvent<>(required(headers, "ce_id"), source(headers), required(headers, "ce_type"),
				required(headers, "ce_subject"), time(headers), data(event.value(), dataType));
	}

	private static URI source(Headers headers) {
		try {
			return URI.create(required(headers, "ce_source"));
		}
		catch (IllegalArgumentException _) {
			throw new UnreadableEvent("ce_source is no URI");
		}
	}

	private static Instant time(Headers headers) {
		try {
			return OffsetDateTime.parse(required(headers, "ce_time")).toInstant();
		}
		catch (DateTimeException _) {
			throw new UnreadableEvent("ce_time is no RFC 3339 time");
		}
	}

	private static String required(Headers headers, String name) {
		var header = headers.lastHeader(name);
		if (header == null || header.value() == null || header.value().length == 0) {
			throw new UnreadableEvent(name + " is missing");
		}
		return new String(header.value(), StandardCharsets.UTF_8);
	}

	private <T> T data(byte @Nullable [] value, Class<T> type) {
		if (value == null) {
			throw new UnreadableEvent("there is no data");
		}
		if (value.length > LARGEST) {
			throw new UnreadableEvent("the data are larger than " + LARGEST + " bytes");
		}
		try {
			var data = this.json.readValue(value, type);
			if (data == null) {
				throw new UnreadableEvent("the data is null");
			}
			return data;
		}
		catch (JacksonException ex) {
			throw unreadable(ex);
		}
	}

	// without the cause: its message may quote the content
	private static UnreadableEvent unreadable(JacksonException ex) {
		return switch (ex) {
			case StreamReadException _ -> new UnreadableEvent("the data is not valid JSON");
			case DatabindException refused when refused.getCause() instanceof UnreadableEvent reason -> reason;
			case DatabindException mismatch ->
				new UnreadableEvent(fieldOf(mismatch) + " is missing or not as its type says");
			default -> new UnreadableEvent("the data cannot be read");
		};
	}

	private static String fieldOf(DatabindException ex) {
		var path = ex.getPath();
		var name = path.isEmpty() ? null : path.getLast().getPropertyName();
		return (name != null) ? name : "the data";
	}

}
