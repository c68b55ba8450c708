package dev.akshay.portfolio.website.insights;

import java.util.List;

import dev.akshay.portfolio.templates.StaticTemplates;
import dev.akshay.portfolio.website.page.Composer;
import dev.akshay.portfolio.website.page.Frame;
import dev.akshay.portfolio.website.page.JsonLd;
import dev.akshay.portfolio.website.page.Part;
import dev.akshay.portfolio.website.profile.ProfileClient;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The list of articles, and a page for each. */
@RestController
class InsightPages {

	private final StaticTemplates templates = new StaticTemplates();

	private final Composer composer;

	private final ProfileClient profiles;

	private final InsightsClient insights;

	InsightPages(Composer composer, ProfileClient profiles, InsightsClient insights) {
		this.composer = composer;
		this.profiles = profiles;
		this.insights = insights;
	}

	@GetMapping("/insights")
	Mono<ResponseEntity<byte[]>> list(ServerHttpRequest request) {
		return Mono.defer(() -> {
			var page = this.composer.compose(request);
			return Mono
				.zip(page.ask(ProfileClient.SERVICE, this.profiles.profile()),
						page.ask(InsightsClient.SERVICE, this.insights.insights()))
				.map((parts) -> page.page(this.templates.insightsList(
						page.frame(parts.getT1(), "/insights", "Insights")
							.describedBy("What others learned the hard way, and where it lives in this system."),
						parts.getT2().required())));
		});
	}

	@GetMapping("/insights/{slug}")
	Mono<ResponseEntity<byte[]>> detail(@PathVariable String slug, ServerHttpRequest request) {
		return Mono.defer(() -> {
			var page = this.composer.compose(request);
			return Mono
				.zip(page.ask(ProfileClient.SERVICE, this.profiles.profile()),
						page.ask(InsightsClient.SERVICE, this.insights.article(slug)),
						page.ask(InsightsClient.SERVICE, this.insights.insights()))
				.map((parts) -> {
					var article = parts.getT2().required().orElseThrow(page::notFound);
					if (!article.insight().slug().equals(slug)) {
						return page.moved(article.insight().path(), "insights/" + slug);
					}
					var labs = Lab.of(slug);
					var frame = page.frame(parts.getT1(), article.insight().path(), article.insight().title());
					var equipped = labs.isEmpty() ? frame
							: frame.personal(labs.stream().map(Lab::element).toArray(String[]::new));
					return page.page(this.templates.insightsDetail(describe(equipped, article), article, labs,
							next(article.insight(), parts.getT3())));
				});
		});
	}

	private static Frame describe(Frame frame, Article article) {
		var insight = article.insight();
		return frame.describedBy(insight.summary())
			.about("article",
					JsonLd.of("Article")
						.with("headline", insight.title())
						.with("url", frame.canonical())
						.with("description", insight.summary())
						.with("datePublished", insight.published().toString())
						.with("author", JsonLd.of("Person").with("name", frame.owner().name()))
						.with("citation", article.sources().stream().map(Article.Source::url).toList()));
	}

	private static @Nullable Insight next(Insight current, Part<List<Insight>> all) {
		var insights = all.asOptional().orElse(List.of());
		var slugs = insights.stream().map(Insight::slug).toList();
		var next = insights.isEmpty() ? null : insights.get((slugs.indexOf(current.slug()) + 1) % insights.size());
		return (next == null || next.slug().equals(current.slug())) ? null : next;
	}

}
