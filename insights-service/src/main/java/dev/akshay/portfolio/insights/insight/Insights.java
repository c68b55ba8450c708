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
	 * Keeps an article; the same one again changes nothing.
	 * @param article the article
	 * @param position where it stands in the owner's order
	 * @param hash changes when the file changes that it came from
	 * @return whether anything changed by that
	 */
	Mono<Boolean> keep(Article article, int position, String hash) {
		var insight = article.insight();
		return this.database.sql("""
				insert into insight (slug, position, title, source, published, summary, ideas, takeaway, sources, body,
					content_hash)
				values (:slug, :position, :title, :source, :published, :summary, :ideas, :takeaway, :sources::jsonb,
					:body, :hash)
				on conflict (slug) do update set position = excluded.position, title = excluded.title,
					source = excluded.source, published = excluded.published, summary = excluded.summary,
					ideas = excluded.ideas, takeaway = excluded.takeaway, sources = excluded.sources,
					body = excluded.body, content_hash = excluded.content_hash
				where insight.content_hash <> excluded.content_hash""")
			.bind("slug", insight.slug())
			.bind("position", position)
			.bind("title", insight.title())
			.bind("source", insight.source())
			.bind("published", insight.published())
			.bind("summary", insight.summary())
			.bind("ideas", insight.ideas().toArray(String[]::new))
			.bind("takeaway", insight.takeaway())
			.bind("sources", this.json.writeValueAsString(article.sources()))
			.bind("body", article.body())
			.bind("hash", hash)
			.fetch()
			.rowsUpdated()
			.map((rows) -> rows > 0);
	}

	/**
	 * Forgets all insights but some.
	 * @param slugs the ones that stay
	 * @return the names of those that are gone now
	 */
	Flux<String> keepOnly(List<String> slugs) {
		return this.database.sql("delete from insight where not slug = any(:slugs) returning slug")
			.bind("slugs", slugs.toArray(String[]::new))
			.map((row) -> text(row, "slug"))
			.all();
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
