package dev.akshay.portfolio.insights.lab.purge;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.akshay.portfolio.platform.content.ContentChanges;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;

/** The notes of all runs, which leave with their run. */
@Repository
class Notes {

	private final DatabaseClient database;

	private final ContentChanges changes;

	private final TransactionalOperator transaction;

	Notes(DatabaseClient database, ContentChanges changes, TransactionalOperator transaction) {
		this.database = database;
		this.changes = changes;
		this.transaction = transaction;
	}

	/** What answers carry that show a note; its id where changes are told. */
	static String tag(UUID id) {
		return "labs/" + id;
	}

	/**
	 * Writes a note that nobody knows yet.
	 * @param run the run it belongs to
	 * @return its id
	 */
	Mono<UUID> add(String run) {
		return Mono.defer(() -> {
			var id = UUID.randomUUID();
			return this.database.sql("insert into lab_note (id, run) values (:id, :run)")
				.bind("id", id)
				.bind("run", run)
				.then()
				.thenReturn(id);
		});
	}

	/**
	 * Finds a note.
	 * @param id its id
	 * @return the note, empty if its run is gone
	 */
	Mono<Note> find(UUID id) {
		return this.database.sql("select revision from lab_note where id = :id")
			.bind("id", id)
			.map((row) -> new Note(id, Objects.requireNonNull(row.get("revision", Integer.class))))
			.one();
	}

	/**
	 * Publishes a note's next revision, as content is published: the change and the event
	 * that tells of it commit together.
	 * @param id the note's id
	 * @param revision the revision
	 * @return completes when it is committed
	 */
	Mono<Void> publish(UUID id, int revision) {
		return this.database.sql("update lab_note set revision = :revision where id = :id")
			.bind("revision", revision)
			.bind("id", id)
			.then()
			.then(this.changes.tell(List.of(tag(id)), List.of()))
			.as(this.transaction::transactional);
	}

}
