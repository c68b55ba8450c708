package dev.akshay.portfolio.projects.project;

import java.util.List;

import dev.akshay.portfolio.platform.content.ContentChanges;
import dev.akshay.portfolio.platform.content.ContentFiles;
import dev.akshay.portfolio.platform.content.ContentLoader;
import dev.akshay.portfolio.platform.content.Document;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Brings {@code content/projects/*.md} into the database. */
@Component
class ProjectContent implements ContentLoader {

	private static final String ID = "projects/";

	private final Projects projects;

	private final ContentChanges changes;

	private final TransactionalOperator transaction;

	ProjectContent(Projects projects, ContentChanges changes, TransactionalOperator transaction) {
		this.projects = projects;
		this.changes = changes;
		this.transaction = transaction;
	}

	@Override
	public Mono<Void> load(ContentFiles files) {
		return Mono.fromCallable(() -> files.markdown("projects", FrontMatter.class))
			.flatMap((documents) -> store(documents).as(this.transaction::transactional));
	}

	private Mono<Void> store(List<Document<FrontMatter>> documents) {
		var changed = Flux.fromIterable(documents)
			.filterWhen(
					(document) -> this.projects.keep(caseStudy(document), document.matter().order(), document.hash()),
					1)
			.map((document) -> ID + document.slug())
			.collectList();
		var removed = this.projects.keepOnly(documents.stream().map(Document::slug).toList())
			.map((slug) -> ID + slug)
			.collectList();
		return changed.zipWhen((_) -> removed).flatMap((ids) -> this.changes.tell(ids.getT1(), ids.getT2()));
	}

	private static CaseStudy caseStudy(Document<FrontMatter> document) {
		var matter = document.matter();
		return new CaseStudy(new Project(document.slug(), matter.title(), matter.company(), matter.year(),
				matter.figure(), matter.summary(), matter.stack()), document.body());
	}

	/** What stands above the story of a project. */
	record FrontMatter(@NotBlank @Size(max = 120) String title, @NotBlank @Size(max = 60) String company,
			@Min(1970) @Max(2100) int year, @Nullable @Size(min = 1, max = 40) String figure,
			@NotBlank @Size(max = 400) String summary, @NotEmpty List<@NotBlank @Size(max = 60) String> stack,
			@Positive int order) {
	}

}
