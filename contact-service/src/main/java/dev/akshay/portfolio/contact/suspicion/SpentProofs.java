package dev.akshay.portfolio.contact.suspicion;

import java.time.Instant;

import dev.akshay.portfolio.platform.postgres.NewRow;
import dev.akshay.portfolio.platform.postgres.NewRow.Column;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/** Proofs that came with a message. */
@Repository
class SpentProofs {

	private final DatabaseClient database;

	SpentProofs(DatabaseClient database) {
		this.database = database;
	}

	/**
	 * Spends a proof, if the transaction commits. While another one spends the same, this
	 * waits for how that ends.
	 * @return whether it was not spent before
	 */
	Mono<Boolean> spend(Proof.Sound proof) {
		return this.database.sql("""
				insert into spent_proof (challenge, expires_at) values (:challenge, :expiresAt)
				on conflict do nothing
				""")
			.bind("challenge", proof.challenge())
			.bind("expiresAt", proof.expiresAt())
			.fetch()
			.rowsUpdated()
			.map((inserted) -> inserted > 0);
	}

	/** A proof as a row that meets its equal if it is spent. */
	static NewRow rowOf(Proof.Sound proof) {
		return NewRow.in("spent_proof", Column.of("challenge", proof.challenge()),
				Column.of("expires_at", proof.expiresAt()));
	}

	Mono<Long> deleteExpired(Instant before, int limit) {
		return this.database.sql("""
				delete from spent_proof where ctid = any(array(
					select ctid from spent_proof where expires_at <= :before limit :limit for update skip locked))
				""").bind("before", before).bind("limit", limit).fetch().rowsUpdated();
	}

}
