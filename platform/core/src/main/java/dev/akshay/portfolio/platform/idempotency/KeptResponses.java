package dev.akshay.portfolio.platform.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

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
	 * Lets one transaction at a time work under a key.
	 * @param lock the key as a number
	 * @return whether it is this one, until the transaction ends
	 */
	Mono<Boolean> lock(long lock) {
		return this.database.sql("select pg_try_advisory_xact_lock(:lock)")
			.bind("lock", lock)
			.mapValue(Boolean.class)
			.one();
	}

	Mono<KeptResponse> find(String scope, IdempotencyKey key) {
		return this.database.sql("""
				select fingerprint, status, headers, body
				from idempotency_key
				where scope = :scope and key = :key and expires_at > :now
				""")
			.bind("scope", scope)
			.bind("key", key.value())
			.bind("now", this.clock.instant())
			.map(this::response)
			.one();
	}

	// the row that may be there already has expired
	Mono<Void> keep(String scope, IdempotencyKey key, KeptResponse response, Duration retention) {
		return this.database.sql("""
				insert into idempotency_key (scope, key, fingerprint, status, headers, body, expires_at)
				values (:scope, :key, :fingerprint, :status, :headers, :body, :expiresAt)
				on conflict (scope, key) do update set fingerprint = excluded.fingerprint, status = excluded.status,
					headers = excluded.headers, body = excluded.body, expires_at = excluded.expires_at
				""")
			.bind("scope", scope)
			.bind("key", key.value())
			.bind("fingerprint", response.fingerprint())
			.bind("status", response.status())
			.bind("headers", this.json.writeValueAsString(response.headers()))
			.bind("body", response.body())
			.bind("expiresAt", this.clock.instant().plus(retention))
			.then();
	}

	Mono<Long> deleteExpired(int limit) {
		Instant now = this.clock.instant();
		return this.database.sql("""
				delete from idempotency_key where ctid = any(array(
					select ctid from idempotency_key where expires_at <= :now limit :limit for update skip locked))
				""").bind("now", now).bind("limit", limit).fetch().rowsUpdated();
	}

	private KeptResponse response(Readable row) {
		return new KeptResponse(column(row, "fingerprint", byte[].class), column(row, "status", Integer.class),
				this.json.readValue(column(row, "headers", String.class), HEADERS), column(row, "body", byte[].class));
	}

	private static <T> T column(Readable row, String name, Class<T> type) {
		return Objects.requireNonNull(row.get(name, type), name);
	}

}
