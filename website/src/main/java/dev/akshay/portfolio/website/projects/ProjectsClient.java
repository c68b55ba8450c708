package dev.akshay.portfolio.website.projects;

import java.util.List;
import java.util.Optional;

import dev.akshay.portfolio.website.reading.ServiceReader;
import dev.akshay.portfolio.website.reading.Told;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;

/** Asks projects-service. */
@Component
public class ProjectsClient {

	/** Who answers. */
	public static final String SERVICE = "projects-service";

	private final ServiceReader<List<Project>> list;

	private final ServiceReader<CaseStudy> details;

	ProjectsClient(WebClient.Builder builder) {
		var http = builder.baseUrl("http://" + SERVICE).build();
		this.list = new ServiceReader<>(http, "/api/projects", new ParameterizedTypeReference<>() {
		});
		this.details = new ServiceReader<>(http, "/api/projects/{slug}", new ParameterizedTypeReference<>() {
		});
	}

	public Mono<Told<List<Project>>> projects() {
		return this.list.read();
	}

	/**
	 * One project with its case study.
	 * @param slug its name in addresses
	 * @return the project, or an empty optional if there is none of that name; one that
	 * was renamed is found by its old names, too, and has its new one
	 */
	Mono<Told<Optional<CaseStudy>>> caseStudy(String slug) {
		return this.details.find(slug);
	}

}
