package dev.akshay.portfolio.gateway.owner.audit;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.akshay.portfolio.gateway.database.OwnerDatabase;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/** All that was ever done. It grows, and nothing in it changes. */
@Repository
public class AuditLog {

	/** So many rows are on their way at a time. */
	private static final int FETCHED = 500;

	private final DatabaseClient client;

	private final OwnerDatabase database;

	AuditLog(DatabaseClient client, OwnerDatabase database) {
		this.client = client;
		this.database = database;
	}

	Mono<Void> add(Deed deed, String phase, @Nullable Integer status) {
		return this.database.ask(this.client.sql("""
				insert into audit_entry (action, phase, who, method, path, service, status, trace_id, network)
				values (:action, :phase, :who, :method, :path, :service, :status, :traceId, :network)
				""")
			.bindProperties(deed)
			.bind("phase", phase)
			.bind("status", Parameters.in(R2dbcType.INTEGER, status))
			.then());
	}

	/**
	 * Reads backwards.
	 * @param before entries with smaller ids only
	 * @param limit how many at most
	 * @return the newest first
	 */
	public Flux<AuditEntry> before(long before, int limit) {
		return this.database.read(this.client.sql("""
				select id, at, action, phase, who, method, path, service, status, trace_id, network from audit_entry
				where id < :before order by id desc limit :limit
				""").bind("before", before).bind("limit", limit).map(AuditLog::entry).all());
	}

	/**
	 * Reads all of it.
	 * @return the newest first
	 */
	public Flux<AuditEntry> all() {
		return page(Long.MAX_VALUE).expand((page) -> (page.size() < FETCHED) ? Mono.empty() : page(page.getLast().id()))
			.concatMapIterable((page) -> page, 1);
	}

	private Mono<List<AuditEntry>> page(long before) {
		return before(before, FETCHED).collectList();
	}

	private static AuditEntry entry(Readable row) {
		return new AuditEntry(column(row, "id", Long.class), column(row, "at", Instant.class),
				column(row, "action", UUID.class), column(row, "phase", String.class), column(row, "who", String.class),
				column(row, "method", String.class), column(row, "path", String.class),
				column(row, "service", String.class), row.get("status", Integer.class),
				row.get("trace_id", String.class), row.get("network", String.class));
	}

	private static <T> T column(Readable row, String name, Class<T> type) {
		return Objects.requireNonNull(row.get(name, type), name);
	}

}
