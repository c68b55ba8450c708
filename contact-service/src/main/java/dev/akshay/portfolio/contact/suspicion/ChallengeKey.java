package dev.akshay.portfolio.contact.suspicion;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/** The key that signs challenges, the same on all replicas. */
@Repository
class ChallengeKey {

	private final DatabaseClient database;

	private volatile @Nullable String known;

	ChallengeKey(DatabaseClient database) {
		this.database = database;
	}

	/**
	 * The key.
	 * @return the key, or empty if somebody took it away
	 */
	Mono<String> get() {
		return Mono.defer(() -> {
			var key = this.known;
			return (key != null) ? Mono.just(key) : read();
		});
	}

	private Mono<String> read() {
		return this.database.sql("select key from challenge_key")
			.mapValue(String.class)
			.one()
			.doOnNext((key) -> this.known = key);
	}

}
