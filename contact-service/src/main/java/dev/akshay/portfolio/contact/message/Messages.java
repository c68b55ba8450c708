package dev.akshay.portfolio.contact.message;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Objects;
import java.util.UUID;

import dev.akshay.portfolio.contact.suspicion.Suspicion;
import dev.akshay.portfolio.platform.postgres.NewRow;
import dev.akshay.portfolio.platform.postgres.NewRow.Column;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/** All messages ever left. */
@Repository
class Messages {

	private final DatabaseClient database;

	Messages(DatabaseClient database) {
		this.database = database;
	}

	static NewRow rowOf(Message message) {
		return NewRow.in("message", Column.of("id", message.id()), Column.of("name", message.name()),
				Column.of("email", message.email()), Column.of("subject", R2dbcType.VARCHAR, message.subject()),
				Column.of("body", message.body()), Column.of("received_at", message.receivedAt()),
				Column.of("suspicions", message.suspicions().stream().map(Enum::name).toArray(String[]::new)));
	}

	/** Those of them that are still there. */
	Flux<Message> find(Collection<UUID> ids) {
		return this.database.sql("""
				select id, name, email, subject, body, received_at, suspicions from message where id = any(:ids)
				""").bind("ids", ids.toArray(UUID[]::new)).map(Messages::message).all();
	}

	private static Message message(Readable row) {
		var suspicions = EnumSet.noneOf(Suspicion.class);
		for (var name : column(row, "suspicions", String[].class)) {
			suspicions.add(Suspicion.valueOf(name));
		}
		return new Message(column(row, "id", UUID.class), column(row, "name", String.class),
				column(row, "email", String.class), row.get("subject", String.class), column(row, "body", String.class),
				column(row, "received_at", Instant.class), suspicions);
	}

	private static <T> T column(Readable row, String name, Class<T> type) {
		return Objects.requireNonNull(row.get(name, type), name);
	}

}
