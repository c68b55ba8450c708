package dev.akshay.portfolio.projects.project;

import java.util.List;
import java.util.Objects;

import dev.akshay.portfolio.platform.content.ContentFiles;
import dev.akshay.portfolio.platform.content.Document;
import dev.akshay.portfolio.platform.content.Markdown;
import dev.akshay.portfolio.platform.editing.ContentKind;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/** Projects as content: their files are {@code content/projects/*.md}. */
@Component
class ProjectContent implements ContentKind<ProjectDocument> {

	private static final String NAME = "projects";

	private final Projects projects;

	ProjectContent(Projects projects) {
		this.projects = projects;
	}

	@Override
	public Class<ProjectDocument> type() {
		return ProjectDocument.class;
	}

	@Override
	public String id(String slug) {
		return NAME + '/' + slug;
	}

	@Override
	public String file(String slug) {
		return NAME + '/' + slug + ".md";
	}

	@Override
	public List<Document<ProjectDocument>> files(ContentFiles files) {
		return files.markdown(NAME, ProjectDocument.class);
	}

	@Override
	public Mono<Void> publish(String slug, ProjectDocument document) {
		return this.projects.keep(slug, document);
	}

	@Override
	public Mono<Void> unpublish(String slug) {
		return this.projects.forget(slug);
	}

	@Override
	public Mono<?> page(String slug) {
		return this.projects.find(slug);
	}

	@Override
	public String html(ProjectDocument document) {
		return Markdown.html(Objects.requireNonNullElse(document.body(), ""));
	}

	@Override
	public ProjectNotFound unknown(String slug) {
		return new ProjectNotFound(slug);
	}

}
