package dev.akshay.portfolio.projects.project;

import java.util.List;

import dev.akshay.portfolio.platform.web.PublicContent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import reactor.core.publisher.Mono;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/projects")
@Tag(name = "Projects")
class ProjectController {

	private static final String TAG = "projects";

	private final Projects projects;

	private final PublicContent content;

	ProjectController(Projects projects, PublicContent content) {
		this.projects = projects;
		this.content = content;
	}

	@GetMapping
	@Operation(summary = "Lists projects in the owner's order")
	@ApiResponse(responseCode = "200", description = "The projects; none is an empty list")
	@ApiResponse(responseCode = "422", description = "A filter breaks a rule")
	Mono<ResponseEntity<List<Project>>> list(@Valid ProjectFilter filter) {
		return this.projects.matching(filter).collectList().map((projects) -> this.content.of(projects, TAG));
	}

	@GetMapping("/{slug:[a-z0-9-]+}")
	@Operation(summary = "Tells the whole story of a project")
	@ApiResponse(responseCode = "200", description = "The project with its story as Markdown and HTML")
	@ApiResponse(responseCode = "404", description = "No project has this name")
	Mono<ResponseEntity<CaseStudy>> read(@PathVariable String slug) {
		return this.projects.find(slug)
			.map((study) -> this.content.of(study, TAG + '/' + slug))
			.switchIfEmpty(Mono.error(() -> this.content.missing(new ProjectNotFound(slug), TAG)));
	}

}
