package dev.akshay.portfolio.platform.editing;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;

/** Imports that are checked and wait for their decision, and those that are done. */
class Imports {

	private static final String STAGED = "select id, author, reason, sidecar::text as sidecar, applied_at from content_import where id = :id";

	private final DatabaseClient database;

	Imports(DatabaseClient database) {
		this.database = database;
	}

	/**
	 * Makes room for an import. What waits for longer than events are kept will never be
	 * decided, and goes.
	 * @param id the import
	 * @param change who and why
	 * @return completes when there is room; what was staged under the id before is
	 * forgotten
	 */
	Mono<Void> begin(UUID id, Change change) {
		return drop(id).then(this.database.sql("""
				delete from content_import
				where applied_at is null and staged_at < clock_timestamp() - interval '7 days'""").then())
			.then(this.database.sql("insert into content_import (id, author, reason) values (:id, :author, :reason)")
				.bind("id", id)
				.bind("author", change.author())
				.bind("reason", Parameters.in(R2dbcType.VARCHAR, change.reason()))
				.then());
	}

	Mono<Void> add(UUID id, StagedFile file) {
		return this.database.sql("""
				insert into content_import_file (import, slug, draft, document, text)
				values (:import, :slug, :draft, :document::jsonb, :text)""")
			.bind("import", id)
			.bind("slug", file.slug())
			.bind("draft", file.draft())
			.bind("document", Parameters.in(R2dbcType.VARCHAR, file.document()))
			.bind("text", Parameters.in(R2dbcType.VARCHAR, file.text()))
			.then();
	}

	Mono<Void> keep(UUID id, String sidecar) {
		return this.database.sql("update content_import set sidecar = :sidecar::jsonb where id = :id")
			.bind("id", id)
			.bind("sidecar", sidecar)
			.then();
	}

	Mono<Staged> find(UUID id) {
		return this.database.sql(STAGED).bind("id", id).map(Imports::staged).one();
	}

	/**
	 * Finds an import, and keeps others from it until the transaction ends.
	 * @param id the import
	 * @return the import, empty if there is none
	 */
	Mono<Staged> lock(UUID id) {
		return this.database.sql(STAGED + " for update").bind("id", id).map(Imports::staged).one();
	}

	/**
	 * The names of documents that an import changes.
	 * @param id the import
	 * @return them in their order
	 */
	Flux<String> names(UUID id) {
		return this.database.sql("select distinct slug from content_import_file where import = :id order by slug")
			.bind("id", id)
			.mapValue(String.class)
			.all();
	}

	/**
	 * The names of documents that an import has a text for.
	 * @param id the import
	 * @return them in their order
	 */
	Flux<String> namesOfTexts(UUID id) {
		return this.database.sql("""
				select distinct slug from content_import_file where import = :id and document is not null
				order by slug""")
			.bind("id", id)
			.mapValue(String.class)
			.all()
			.collectList()
			.flatMapIterable(Function.identity());
	}

	/**
	 * What an import does with a document.
	 * @param id the import
	 * @param slug the document's name
	 * @return at most one file that visitors see, and one draft
	 */
	Flux<StagedFile> files(UUID id, String slug) {
		return this.database.sql("""
				select slug, draft, document::text as document, text from content_import_file
				where import = :id and slug = :slug""").bind("id", id).bind("slug", slug).map(Imports::file).all();
	}

	/** It is done, and does not have to be kept any more. */
	Mono<Void> applied(UUID id) {
		return this.database.sql("update content_import set applied_at = clock_timestamp() where id = :id")
			.bind("id", id)
			.then()
			.then(this.database.sql("delete from content_import_file where import = :id").bind("id", id).then());
	}

	Mono<Void> drop(UUID id) {
		return this.database.sql("delete from content_import where id = :id and applied_at is null")
			.bind("id", id)
			.then();
	}

	private static Staged staged(Readable row) {
		return new Staged(Objects.requireNonNull(row.get("id", UUID.class)),
				new Change(Objects.requireNonNull(row.get("author", String.class)), row.get("reason", String.class)),
				Objects.requireNonNull(row.get("sidecar", String.class)), row.get("applied_at", Instant.class));
	}

	private static StagedFile file(Readable row) {
		return new StagedFile(Objects.requireNonNull(row.get("slug", String.class)),
				Objects.requireNonNull(row.get("draft", Boolean.class)), row.get("document", String.class),
				row.get("text", String.class));
	}

	/**
	 * An import.
	 *
	 * @param id its id
	 * @param change who and why
	 * @param sidecar what it says beside its files, as JSON
	 * @param appliedAt since when it is done, if it is
	 */
	record Staged(UUID id, Change change, String sidecar, @Nullable Instant appliedAt) {

		boolean isApplied() {
			return this.appliedAt != null;
		}

	}

	/**
	 * A file of an import that makes a difference.
	 *
	 * @param slug the name of its document
	 * @param draft whether it is for the owner's eyes only
	 * @param document what it says; {@code null} if it goes
	 * @param text the file itself
	 */
	record StagedFile(String slug, boolean draft, @Nullable String document, @Nullable String text) {
	}

}
