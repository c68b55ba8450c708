package dev.akshay.portfolio.platform.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;

/** The outbox as the relay sees it. */
class OutboxTable {

	/**
	 * Where relays tell one another of what they leave, see {@link #leaveToOthers()}.
	 */
	static final String CHANNEL = "outbox";

	private final DatabaseClient database;

	private final OutboxHeaders headers;

	OutboxTable(DatabaseClient database, OutboxHeaders headers) {
		this.database = database;
		this.headers = headers;
	}

	/**
	 * Takes the oldest event of each key, as far as no other relay has it. What comes
	 * behind it stays invisible to every relay until it is deleted, which keeps the
	 * order.
	 * @param limit how many at most
	 * @return the events, locked until the transaction ends
	 */
	Mono<List<OutboxEntry>> take(int limit) {
		return this.database.sql("""
				select position, topic, key, headers, data,
					(extract(epoch from clock_timestamp() - created_at) * 1000)::bigint as age
				from outbox as entry
				where not exists (
					select from outbox as earlier
					where earlier.topic = entry.topic and earlier.key = entry.key and earlier.position < entry.position)
				order by position
				limit :limit
				for update skip locked
				""").bind("limit", limit).map(this::entry).all().collectList();
	}

	/**
	 * Tells how much there is to publish.
	 * @return what lies in the outbox
	 */
	Mono<Backlog> backlog() {
		return this.database.sql("""
				select (select count(*) from (select from outbox limit :most) as counted) as events,
					coalesce((select (extract(epoch from clock_timestamp() - created_at) * 1000)::bigint
						from outbox order by position limit 1), 0) as age
				""")
			.bind("most", Backlog.MOST)
			.map((row) -> new Backlog(column(row, "events", Long.class),
					Duration.ofMillis(Math.max(0, column(row, "age", Long.class)))))
			.one();
	}

	/**
	 * Wakes the relays of all processes, if there is anything to publish. Not for each
	 * event: whoever notifies commits behind all others who do.
	 * @return completes when they are told
	 */
	Mono<Void> leaveToOthers() {
		return this.database.sql("select pg_notify('%s', '') where exists (select from outbox)".formatted(CHANNEL))
			.then();
	}

	Mono<Void> delete(Collection<OutboxEntry> entries) {
		return this.database.sql("delete from outbox where position = any(:positions)")
			.bind("positions", entries.stream().map(OutboxEntry::position).toArray(Long[]::new))
			.then();
	}

	/**
	 * Puts an event aside that can never be published, with all it carries.
	 * @param entry the event
	 * @param reason why, in words for whoever looks after it
	 * @return completes when it is no longer in the outbox
	 */
	Mono<Void> park(OutboxEntry entry, String reason) {
		return this.database.sql("""
				with gone as (
					delete from outbox where position = :position
					returning position, topic, key, headers, data, created_at)
				insert into outbox_parked (position, topic, key, headers, data, created_at, reason)
				select position, topic, key, headers, data, created_at, :reason from gone
				""").bind("position", entry.position()).bind("reason", reason).then();
	}

	private OutboxEntry entry(Readable row) {
		return new OutboxEntry(column(row, "position", Long.class), column(row, "topic", String.class),
				column(row, "key", String.class), this.headers.read(column(row, "headers", String.class)),
				column(row, "data", byte[].class), Duration.ofMillis(Math.max(0, column(row, "age", Long.class))));
	}

	private static <T> T column(Readable row, String name, Class<T> type) {
		@Nullable T value = row.get(name, type);
		return Objects.requireNonNull(value, name);
	}

}
