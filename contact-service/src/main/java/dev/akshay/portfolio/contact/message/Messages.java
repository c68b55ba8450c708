package dev.akshay.portfolio.contact.message;

import java.util.Collection;
import java.util.UUID;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/** All messages ever left. */
@Repository
class Messages {

	private final DatabaseClient database;

	Messages(DatabaseClient database) {
		this.database = database;
	}

	Mono<Void> add(Message message) {
		return this.database.sql("""
				insert into message (id, name, email, subject, body, received_at, suspicions)
				values (:id, :name, :email, :subject, :body, :receivedAt, :suspicions)
				""")
			.bindProperties(message)
			.bind("suspicions", message.suspicions().stream().map(Enum::name).toArray(String[]::new))
			.then();
	}

	/** Those of them that are still there. */
	Flux<Message> find(Collection<UUID> ids) {
		return this.database.sql("""
				select id, name, email, subject, body, received_at from message where id = any(:ids)
				""").bind("ids", ids.toArray(UUID[]::new)).mapProperties(Message.class).all();
	}

	/**
	 * Deletes a message for good.
	 * @return whether there was one
	 */
	Mono<Boolean> delete(UUID id) {
		return this.database.sql("delete from message where id = :id")
			.bind("id", id)
			.fetch()
			.rowsUpdated()
			.map((rows) -> rows > 0);
	}

}
