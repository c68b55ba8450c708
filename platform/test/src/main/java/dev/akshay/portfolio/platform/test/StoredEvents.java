package dev.akshay.portfolio.platform.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.r2dbc.spi.Readable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.r2dbc.core.DatabaseClient;

/**
 * The events in a service's outbox, together with {@link NoKafka}, where they stay.
 *
 * @param database the service's database
 */
public record StoredEvents(DatabaseClient database) {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final JsonMapper JSON = JsonMapper.shared();

	/**
	 * Where the outbox ends now.
	 * @return the position of its last event
	 */
	public long mark() {
		return Objects.requireNonNull(this.database.sql("select coalesce(max(position), 0) from outbox")
			.mapValue(Long.class)
			.one()
			.block(LIMIT));
	}

	/**
	 * The events behind a mark.
	 * @param mark a position; 0 for all events
	 * @return the events in their order
	 */
	public List<SampleEvent> since(long mark) {
		return Objects.requireNonNull(this.database
			.sql("select topic, key, headers, data from outbox where position > :mark order by position")
			.bind("mark", mark)
			.map(StoredEvents::event)
			.all()
			.collectList()
			.block(LIMIT));
	}

	private static SampleEvent event(Readable row) {
		var headers = JSON.readValue(Objects.requireNonNull(row.get("headers", String.class)),
				new TypeReference<Map<String, String>>() {
				});
		return new SampleEvent(Objects.requireNonNull(row.get("topic", String.class)),
				Objects.requireNonNull(row.get("key", String.class)), headers,
				JSON.readTree(Objects.requireNonNull(row.get("data", byte[].class))));
	}

}
