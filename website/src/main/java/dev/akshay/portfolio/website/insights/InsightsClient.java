package dev.akshay.portfolio.website.insights;

import java.util.List;
import java.util.Optional;

import dev.akshay.portfolio.website.reading.ServiceReader;
import dev.akshay.portfolio.website.reading.Told;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;

/** Asks insights-service. */
@Component
public class InsightsClient {

	/** Who answers. */
	public static final String SERVICE = "insights-service";

	private final ServiceReader<List<Insight>> list;

	private final ServiceReader<Article> details;

	InsightsClient(WebClient.Builder builder) {
		var http = builder.baseUrl("http://" + SERVICE).build();
		this.list = new ServiceReader<>(http, "/api/insights", new ParameterizedTypeReference<>() {
		});
		this.details = new ServiceReader<>(http, "/api/insights/{slug}", new ParameterizedTypeReference<>() {
		});
	}

	public Mono<Told<List<Insight>>> insights() {
		return this.list.read();
	}

	/**
	 * One article in full.
	 * @param slug its name in addresses
	 * @return the article, or an empty optional if there is none of that name; one that
	 * was renamed is found by its old names, too, and has its new one
	 */
	Mono<Told<Optional<Article>>> article(String slug) {
		return this.details.find(slug);
	}

}
