package dev.akshay.portfolio.website.insights;

import java.util.List;
import java.util.Optional;

import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/** Asks insights-service. */
@Component
public class InsightsClient {

	/** Who answers. */
	public static final String SERVICE = "insights-service";

	private static final ParameterizedTypeReference<List<Insight>> INSIGHTS = new ParameterizedTypeReference<>() {
	};

	private final WebClient http;

	InsightsClient(WebClient.Builder http) {
		this.http = http.baseUrl("http://" + SERVICE).build();
	}

	public Mono<List<Insight>> insights() {
		return this.http.get().uri("/api/insights").retrieve().bodyToMono(INSIGHTS);
	}

	/**
	 * One article in full.
	 * @param slug its name in addresses
	 * @return the article, or an empty optional if there is none of that name
	 */
	Mono<Optional<Article>> article(String slug) {
		return this.http.get()
			.uri("/api/insights/{slug}", slug)
			.retrieve()
			.bodyToMono(Article.class)
			.map(Optional::of)
			.onErrorReturn(WebClientResponseException.NotFound.class, Optional.empty());
	}

}
