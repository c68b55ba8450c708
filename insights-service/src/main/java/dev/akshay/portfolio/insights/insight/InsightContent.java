package dev.akshay.portfolio.insights.insight;

import java.util.List;
import java.util.Objects;

import dev.akshay.portfolio.platform.content.ContentFiles;
import dev.akshay.portfolio.platform.content.Document;
import dev.akshay.portfolio.platform.content.Markdown;
import dev.akshay.portfolio.platform.editing.ContentKind;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/** Insights as content: their files are {@code content/insights/*.md}. */
@Component
class InsightContent implements ContentKind<InsightDocument> {

	private static final String NAME = "insights";

	private final Insights insights;

	InsightContent(Insights insights) {
		this.insights = insights;
	}

	@Override
	public Class<InsightDocument> type() {
		return InsightDocument.class;
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
	public List<Document<InsightDocument>> files(ContentFiles files) {
		return files.markdown(NAME, InsightDocument.class);
	}

	@Override
	public Mono<Void> publish(String slug, InsightDocument document) {
		return this.insights.keep(slug, document);
	}

	@Override
	public Mono<Void> unpublish(String slug) {
		return this.insights.forget(slug);
	}

	@Override
	public Mono<?> page(String slug) {
		return this.insights.find(slug);
	}

	@Override
	public String html(InsightDocument document) {
		return Markdown.html(Objects.requireNonNullElse(document.body(), ""));
	}

	@Override
	public InsightNotFound unknown(String slug) {
		return new InsightNotFound(slug);
	}

}
