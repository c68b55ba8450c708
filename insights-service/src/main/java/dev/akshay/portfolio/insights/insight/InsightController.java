package dev.akshay.portfolio.insights.insight;

import java.util.List;

import dev.akshay.portfolio.platform.editing.Editing;
import dev.akshay.portfolio.platform.editing.OwnersView;
import dev.akshay.portfolio.platform.editing.Slug;
import dev.akshay.portfolio.platform.web.PublicContent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import reactor.core.publisher.Mono;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(InsightEditing.BASE)
@Tag(name = "Insights")
class InsightController {

	private static final String TAG = "insights";

	private final Insights insights;

	private final Editing<InsightDocument> editing;

	private final PublicContent content;

	InsightController(Insights insights, Editing<InsightDocument> editing, PublicContent content) {
		this.insights = insights;
		this.editing = editing;
		this.content = content;
	}

	@GetMapping
	@OwnersView
	@Operation(summary = "Lists insights in the owner's order")
	@ApiResponse(responseCode = "200", description = "The insights without their articles")
	Mono<ResponseEntity<List<Insight>>> list() {
		return this.insights.all().collectList().map((insights) -> this.content.of(insights, TAG));
	}

	@GetMapping("/{slug}")
	@OwnersView
	@Operation(summary = "Gives an article")
	@ApiResponse(responseCode = "200", description = "The insight with its article as Markdown and HTML")
	@ApiResponse(responseCode = "308", description = "It has another name by now; `Location` says which")
	@ApiResponse(responseCode = "404", description = "No insight has this name")
	Mono<ResponseEntity<Article>> read(@PathVariable String slug) {
		if (!Slug.isName(slug)) {
			return Mono.error(() -> new InsightNotFound(slug));
		}
		return this.insights.find(slug)
			.map((article) -> this.content.of(article, TAG + '/' + slug))
			.switchIfEmpty(this.editing.movedTo(slug)
				.map((now) -> this.content.moved(InsightEditing.BASE + '/' + now, TAG + '/' + slug, TAG + '/' + now)))
			.switchIfEmpty(Mono.error(() -> this.content.missing(new InsightNotFound(slug), TAG)));
	}

}
