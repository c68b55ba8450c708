package dev.akshay.portfolio.projects.project;

import java.util.Arrays;
import java.util.Objects;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/** All projects, in the owner's order. */
@Repository
class Projects {

	private final DatabaseClient database;

	Projects(DatabaseClient database) {
		this.database = database;
	}

	/**
	 * Finds projects.
	 * @param filter which ones
	 * @return them in the owner's order, empty if none matches
	 */
	Flux<Project> matching(ProjectFilter filter) {
		return this.database.sql("""
				select slug, title, company, year, figure, summary, stack from project
				where (:company::text is null or lower(company) = lower(:company))
				and (:stack::text is null or lower(:stack) in (select lower(part) from unnest(stack) part))
				and (:q::text is null or position(lower(:q) in lower(concat_ws(' ', title, summary, body))) > 0)
				order by position, slug""")
			.bind("company", Parameters.in(R2dbcType.VARCHAR, filter.company()))
			.bind("stack", Parameters.in(R2dbcType.VARCHAR, filter.stack()))
			.bind("q", Parameters.in(R2dbcType.VARCHAR, filter.q()))
			.map(Projects::project)
			.all();
	}

	/**
	 * Finds one story.
	 * @param slug the project's name
	 * @return the story, empty if nobody knows it
	 */
	Mono<CaseStudy> find(String slug) {
		return this.database.sql("""
				select slug, title, company, year, figure, summary, stack, body from project
				where slug = :slug""")
			.bind("slug", slug)
			.map((row) -> new CaseStudy(project(row), text(row, "body")))
			.one();
	}

	/**
	 * Keeps a project, in place of one that has its name.
	 * @param slug its name in addresses
	 * @param document what is told of it
	 * @return completes when it is kept
	 */
	Mono<Void> keep(String slug, ProjectDocument document) {
		return this.database.sql("""
				insert into project (slug, position, title, company, year, figure, summary, stack, body)
				values (:slug, :position, :title, :company, :year, :figure, :summary, :stack, :body)
				on conflict (slug) do update set position = excluded.position, title = excluded.title,
					company = excluded.company, year = excluded.year, figure = excluded.figure,
					summary = excluded.summary, stack = excluded.stack, body = excluded.body""")
			.bind("slug", slug)
			.bind("position", Objects.requireNonNull(document.order()))
			.bind("title", document.title())
			.bind("company", document.company())
			.bind("year", document.year())
			.bind("figure", Parameters.in(R2dbcType.VARCHAR, document.figure()))
			.bind("summary", document.summary())
			.bind("stack", document.stack().toArray(String[]::new))
			.bind("body", document.body())
			.then();
	}

	/**
	 * Forgets a project.
	 * @param slug its name in addresses
	 * @return completes when nobody knows it any more
	 */
	Mono<Void> forget(String slug) {
		return this.database.sql("delete from project where slug = :slug").bind("slug", slug).then();
	}

	private static Project project(Readable row) {
		return new Project(text(row, "slug"), text(row, "title"), text(row, "company"),
				Objects.requireNonNull(row.get("year", Integer.class)), row.get("figure", String.class),
				text(row, "summary"), Arrays.asList(Objects.requireNonNull(row.get("stack", String[].class))));
	}

	private static String text(Readable row, String column) {
		return Objects.requireNonNull(row.get(column, String.class));
	}

}
