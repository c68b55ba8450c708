package dev.akshay.portfolio.insights.insight;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/** All insights, in the owner's order. */
@Repository
class Insights {

	private final DatabaseClient database;

	private final JsonMapper json;

	Insights(DatabaseClient database, JsonMapper json) {
		this.database = database;
		this.json = json;
	}

	/**
	 * Lists all insights.
	 * @return them in the owner's order, empty if there is none
	 */
	Flux<Insight> all() {
		return this.database.sql("""
				select slug, title, source, published, summary, ideas, takeaway from insight
				order by position, slug""").map(Insights::insight).all();
	}

	/**
	 * Finds one article.
	 * @param slug the insight's name
	 * @return the article, empty if nobody knows it
	 */
	Mono<Article> find(String slug) {
		return this.database.sql("""
				select slug, title, source, published, summary, ideas, takeaway, sources::text as sources, body
				from insight where slug = :slug""").bind("slug", slug).map(this::article).one();
	}

	/**
	 * Keeps an insight, in place of one that has its name.
	 * @param slug its name in addresses
	 * @param document what is told of it
	 * @return completes when it is kept
	 */
	Mono<Void> keep(String slug, InsightDocument document) {
		return this.database.sql("""
				insert into insight (slug, position, title, source, published, summary, ideas, takeaway, sources, body)
				values (:slug, :position, :title, :source, :published, :summary, :ideas, :takeaway, :sources::jsonb,
					:body)
				on conflict (slug) do update set position = excluded.position, title = excluded.title,
					source = excluded.source, published = excluded.published, summary = excluded.summary,
					ideas = excluded.ideas, takeaway = excluded.takeaway, sources = excluded.sources,
					body = excluded.body""")
			.bind("slug", slug)
			.bind("position", Objects.requireNonNull(document.order()))
			.bind("title", document.title())
			.bind("source", document.source())
			.bind("published", document.published())
			.bind("summary", document.summary())
			.bind("ideas", document.ideas().toArray(String[]::new))
			.bind("takeaway", document.takeaway())
			.bind("sources", this.json.writeValueAsString(document.sources()))
			.bind("body", document.body())
			.then();
	}

	/**
	 * Forgets an insight.
	 * @param slug its name in addresses
	 * @return completes when nobody knows it any more
	 */
	Mono<Void> forget(String slug) {
		return this.database.sql("delete from insight where slug = :slug").bind("slug", slug).then();
	}

	private Article article(Readable row) {
		var sources = this.json.readValue(text(row, "sources"), Source[].class);
		return new Article(insight(row), List.of(sources), text(row, "body"));
	}

	private static Insight insight(Readable row) {
		return new Insight(text(row, "slug"), text(row, "title"), text(row, "source"),
				Objects.requireNonNull(row.get("published", LocalDate.class)), text(row, "summary"),
				Arrays.asList(Objects.requireNonNull(row.get("ideas", String[].class))), text(row, "takeaway"));
	}

	private static String text(Readable row, String column) {
		return Objects.requireNonNull(row.get(column, String.class));
	}

}
