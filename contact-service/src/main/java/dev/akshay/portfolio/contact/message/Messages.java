package dev.akshay.portfolio.contact.message;

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
				insert into message (id, name, email, subject, body, received_at)
				values (:id, :name, :email, :subject, :body, :receivedAt)
				""").bindProperties(message).then();
	}

}
