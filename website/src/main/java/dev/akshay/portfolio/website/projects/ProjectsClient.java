package dev.akshay.portfolio.website.projects;

import java.util.List;
import java.util.Optional;

import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/** Asks projects-service. */
@Component
public class ProjectsClient {

	/** Who answers. */
	public static final String SERVICE = "projects-service";

	private static final ParameterizedTypeReference<List<Project>> PROJECTS = new ParameterizedTypeReference<>() {
	};

	private final WebClient http;

	ProjectsClient(WebClient.Builder http) {
		this.http = http.baseUrl("http://" + SERVICE).build();
	}

	public Mono<List<Project>> projects() {
		return this.http.get().uri("/api/projects").retrieve().bodyToMono(PROJECTS);
	}

	/**
	 * One project with its case study.
	 * @param slug its name in addresses
	 * @return the project, or an empty optional if there is none of that name
	 */
	Mono<Optional<CaseStudy>> caseStudy(String slug) {
		return this.http.get()
			.uri("/api/projects/{slug}", slug)
			.retrieve()
			.bodyToMono(CaseStudy.class)
			.map(Optional::of)
			.onErrorReturn(WebClientResponseException.NotFound.class, Optional.empty());
	}

}
