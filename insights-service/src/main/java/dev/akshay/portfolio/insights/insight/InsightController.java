package dev.akshay.portfolio.insights.insight;

import java.util.List;

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
@RequestMapping("/api/insights")
@Tag(name = "Insights")
class InsightController {

	private static final String TAG = "insights";

	private final Insights insights;

	private final PublicContent content;

	InsightController(Insights insights, PublicContent content) {
		this.insights = insights;
		this.content = content;
	}

	@GetMapping
	@Operation(summary = "Lists insights in the owner's order")
	@ApiResponse(responseCode = "200", description = "The insights without their articles")
	Mono<ResponseEntity<List<Insight>>> list() {
		return this.insights.all().collectList().map((insights) -> this.content.of(insights, TAG));
	}

	@GetMapping("/{slug:[a-z0-9-]+}")
	@Operation(summary = "Gives an article")
	@ApiResponse(responseCode = "200", description = "The insight with its article as Markdown and HTML")
	@ApiResponse(responseCode = "404", description = "No insight has this name")
	Mono<ResponseEntity<Article>> read(@PathVariable String slug) {
		return this.insights.find(slug)
			.map((article) -> this.content.of(article, TAG + '/' + slug))
			.switchIfEmpty(Mono.error(() -> this.content.missing(new InsightNotFound(slug), TAG)));
	}

}
