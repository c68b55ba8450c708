package dev.akshay.portfolio.profile.person;

import java.util.Objects;

import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/** The one profile there is, kept as a document: it is read and written as a whole. */
@Repository
class Profiles {

	private final DatabaseClient database;

	private final JsonMapper json;

	Profiles(DatabaseClient database, JsonMapper json) {
		this.database = database;
		this.json = json;
	}

	/**
	 * Finds the owner's profile.
	 * @return the profile; a service that runs has one
	 */
	Mono<Profile> owner() {
		return this.database.sql("select document::text as document from profile")
			.map((row) -> this.json.readValue(Objects.requireNonNull(row.get("document", String.class)), Profile.class))
			.one();
	}

	/**
	 * Keeps the profile, in place of the one before.
	 * @param profile the profile
	 * @return completes when it is kept
	 */
	Mono<Void> keep(Profile profile) {
		return this.database.sql("""
				insert into profile (document) values (:document::jsonb)
				on conflict (id) do update set document = excluded.document""")
			.bind("document", this.json.writeValueAsString(profile))
			.then();
	}

}
