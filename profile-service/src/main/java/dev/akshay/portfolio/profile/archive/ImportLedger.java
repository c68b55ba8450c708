package dev.akshay.portfolio.profile.archive;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/**
 * What was decided about each import. An import that is open may still be given up; one
 * that is decided will be done.
 */
@Repository
class ImportLedger {

	private final DatabaseClient database;

	ImportLedger(DatabaseClient database) {
		this.database = database;
	}

	/**
	 * Opens an import, if no other one is under way.
	 * @param id the import
	 * @param author who imports
	 * @return whether it is open now
	 */
	Mono<Boolean> open(UUID id, String author) {
		return this.database.sql("""
				insert into archive_import (id, author) values (:id, :author)
				on conflict ((true)) where state in ('open', 'decided') do nothing""")
			.bind("id", id)
			.bind("author", author)
			.fetch()
			.rowsUpdated()
			.map((rows) -> rows > 0);
	}

	/**
	 * Finds what is under way.
	 * @return an import that is open or decided, empty if there is none
	 */
	Mono<Entry> underWay() {
		return this.database.sql("""
				select id, state from archive_import
				where state in ('open', 'decided')""").map(ImportLedger::entry).one();
	}

	/**
	 * Decides that an import is to be done. Belongs into a transaction.
	 * @param id the import
	 * @return whether it still could be
	 */
	Mono<Boolean> decide(UUID id) {
		return move(id, State.OPEN, State.DECIDED);
	}

	/**
	 * Gives an import up. Belongs into a transaction.
	 * @param id the import
	 * @return whether it still could be
	 */
	Mono<Boolean> drop(UUID id) {
		return move(id, State.OPEN, State.DROPPED);
	}

	/**
	 * Notes that everybody is done.
	 * @param id the import
	 * @return completes when it is noted
	 */
	Mono<Void> finish(UUID id) {
		return move(id, State.DECIDED, State.APPLIED).then();
	}

	/**
	 * Finds what nobody decided for long.
	 * @param patience for how long
	 * @return such an import, empty if there is none
	 */
	Mono<UUID> forgotten(Duration patience) {
		return this.database.sql("""
				select id from archive_import
				where state = 'open' and started_at < clock_timestamp() - make_interval(secs => :seconds)""")
			.bind("seconds", (double) patience.toSeconds())
			.mapValue(UUID.class)
			.one();
	}

	/**
	 * Finds what was decided and is not done after long, and notes that it is told of
	 * once more. Belongs into a transaction.
	 * @param patience for how long at least; each time it is twice as long
	 * @return such an import, empty if there is none
	 */
	Mono<UUID> overdue(Duration patience) {
		return this.database.sql("""
				update archive_import set settled_at = clock_timestamp()
				where state = 'decided' and clock_timestamp() - settled_at
					> greatest(make_interval(secs => :seconds), settled_at - started_at)
				returning id""").bind("seconds", (double) patience.toSeconds()).mapValue(UUID.class).one();
	}

	Mono<State> find(UUID id) {
		return this.database.sql("select state from archive_import where id = :id")
			.bind("id", id)
			.map(ImportLedger::state)
			.one();
	}

	private Mono<Boolean> move(UUID id, State from, State to) {
		return this.database.sql("""
				update archive_import set state = :to, settled_at = clock_timestamp()
				where id = :id and state = :from""")
			.bind("id", id)
			.bind("from", from.word())
			.bind("to", to.word())
			.fetch()
			.rowsUpdated()
			.map((rows) -> rows > 0);
	}

	private static Entry entry(Readable row) {
		return new Entry(Objects.requireNonNull(row.get("id", UUID.class)), state(row));
	}

	private static State state(Readable row) {
		return State.valueOf(Objects.requireNonNull(row.get("state", String.class)).toUpperCase(Locale.ROOT));
	}

	/** What was decided. */
	enum State {

		OPEN, DECIDED, APPLIED, DROPPED;

		private String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * An import.
	 *
	 * @param id its id
	 * @param state what was decided about it
	 */
	record Entry(UUID id, State state) {
	}

}
