package dev.akshay.portfolio.insights.insight;

import java.time.LocalDate;
import java.util.List;

import dev.akshay.portfolio.platform.content.ContentChanges;
import dev.akshay.portfolio.platform.content.ContentFiles;
import dev.akshay.portfolio.platform.content.ContentLoader;
import dev.akshay.portfolio.platform.content.Document;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Brings {@code content/insights/*.md} into the database. */
@Component
class InsightContent implements ContentLoader {

	private static final String ID = "insights/";

	private final Insights insights;

	private final ContentChanges changes;

	private final TransactionalOperator transaction;

	InsightContent(Insights insights, ContentChanges changes, TransactionalOperator transaction) {
		this.insights = insights;
		this.changes = changes;
		this.transaction = transaction;
	}

	@Override
	public Mono<Void> load(ContentFiles files) {
		return Mono.fromCallable(() -> files.markdown("insights", FrontMatter.class))
			.flatMap((documents) -> store(documents).as(this.transaction::transactional));
	}

	private Mono<Void> store(List<Document<FrontMatter>> documents) {
		var changed = Flux.fromIterable(documents)
			.filterWhen((document) -> this.insights.keep(article(document), document.matter().order(), document.hash()),
					1)
			.map((document) -> ID + document.slug())
			.collectList();
		var removed = this.insights.keepOnly(documents.stream().map(Document::slug).toList())
			.map((slug) -> ID + slug)
			.collectList();
		return changed.zipWhen((_) -> removed).flatMap((ids) -> this.changes.tell(ids.getT1(), ids.getT2()));
	}

	private static Article article(Document<FrontMatter> document) {
		var matter = document.matter();
		return new Article(new Insight(document.slug(), matter.title(), matter.source(), matter.published(),
				matter.summary(), matter.ideas(), matter.takeaway()), matter.sources(), document.body());
	}

	/** What stands above the text of an article. */
	record FrontMatter(@NotBlank @Size(max = 120) String title, @NotBlank @Size(max = 120) String source,
			@NotNull LocalDate published, @NotBlank @Size(max = 400) String summary,
			@NotEmpty List<@NotBlank @Size(max = 200) String> ideas, @NotBlank @Size(max = 300) String takeaway,
			@Positive int order, @NotEmpty List<@Valid @NotNull Source> sources) {
	}

}
