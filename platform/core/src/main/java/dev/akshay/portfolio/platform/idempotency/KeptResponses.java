package dev.akshay.portfolio.platform.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.akshay.portfolio.platform.postgres.NewRow;
import dev.akshay.portfolio.platform.postgres.NewRow.Column;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.r2dbc.core.DatabaseClient;

/** The responses of the last hours, by scope and key. */
class KeptResponses {

	private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {
	};

	private final DatabaseClient database;

	private final JsonMapper json;

	private final Clock clock;

	KeptResponses(DatabaseClient database, JsonMapper json, Clock clock) {
		this.database = database;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * Lets one transaction at a time work under a key, and looks what is kept under it.
	 * The look may be older than the lock by the moment in between, in which another
	 * transaction may have committed: then {@link #keep} says so.
	 * @param lock the key as a number
	 * @return what there is to know, until the transaction ends
	 */
	Mono<Look> lock(String scope, IdempotencyKey key, long lock) {
		return this.database.sql("""
				select mine, kept.fingerprint, kept.status, kept.headers, kept.body
				from pg_try_advisory_xact_lock(:lock) as mine
				left join idempotency_key as kept on kept.scope = :scope and kept.key = :key and kept.expires_at > :now
				""")
			.bind("lock", lock)
			.bind("scope", scope)
			.bind("key", key.value())
			.bind("now", this.clock.instant())
			.map(this::look)
			.one();
	}

	/**
	 * Keeps a response. A row that is there already has expired, or came a moment ago.
	 * @return whether it is kept
	 */
	Mono<Boolean> keep(String scope, IdempotencyKey key, KeptResponse response, Duration retention) {
		var now = this.clock.instant();
		return this.database.sql("""
				insert into idempotency_key as kept (scope, key, fingerprint, status, headers, body, expires_at)
				values (:scope, :key, :fingerprint, :status, :headers, :body, :expiresAt)
				on conflict (scope, key) do update set fingerprint = excluded.fingerprint, status = excluded.status,
					headers = excluded.headers, body = excluded.body, expires_at = excluded.expires_at
				where kept.expires_at <= :now
				""")
			.bind("scope", scope)
			.bind("key", key.value())
			.bind("fingerprint", response.fingerprint())
			.bind("status", response.status())
			.bind("headers", this.json.writeValueAsString(response.headers()))
			.bind("body", response.body())
			.bind("expiresAt", now.plus(retention))
			.bind("now", now)
			.fetch()
			.rowsUpdated()
			.map((rows) -> rows > 0);
	}

	/**
	 * A response together with what it tells of, where nothing is kept under the key yet.
	 * @return completes when all of it is there; fails with a
	 * {@link org.springframework.dao.DuplicateKeyException} if some of it was there
	 * before, and then leaves nothing
	 */
	Mono<Void> keepFirst(String scope, IdempotencyKey key, KeptResponse response, Duration retention,
			List<NewRow> effect) {
		var kept = NewRow.in("idempotency_key", Column.of("scope", scope), Column.of("key", key.value()),
				Column.of("fingerprint", response.fingerprint()), Column.of("status", response.status()),
				Column.of("headers", this.json.writeValueAsString(response.headers())),
				Column.of("body", response.body()), Column.of("expires_at", this.clock.instant().plus(retention)));
		return NewRow.add(this.database, Stream.concat(effect.stream(), Stream.of(kept)).toList());
	}

	Mono<Long> deleteExpired(int limit) {
		Instant now = this.clock.instant();
		return this.database.sql("""
				delete from idempotency_key where ctid = any(array(
					select ctid from idempotency_key where expires_at <= :now limit :limit for update skip locked))
				""").bind("now", now).bind("limit", limit).fetch().rowsUpdated();
	}

	private Look look(Readable row) {
		if (!column(row, "mine", Boolean.class)) {
			return new Look.Busy();
		}
		return (row.get("status") != null) ? new Look.Answered(response(row)) : new Look.Unknown();
	}

	private KeptResponse response(Readable row) {
		return new KeptResponse(column(row, "fingerprint", byte[].class), column(row, "status", Integer.class),
				this.json.readValue(column(row, "headers", String.class), HEADERS), column(row, "body", byte[].class));
	}

	private static <T> T column(Readable row, String name, Class<T> type) {
		return Objects.requireNonNull(row.get(name, type), name);
	}

	/** What is known of a key. */
	sealed interface Look {

		/** Another request with it is being worked on. */
		record Busy() implements Look {
		}

		/** A request with it was answered. */
		record Answered(KeptResponse response) implements Look {
		}

		/** It is new. */
		record Unknown() implements Look {
		}

	}

}
