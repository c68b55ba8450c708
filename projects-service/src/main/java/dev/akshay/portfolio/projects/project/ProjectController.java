package dev.akshay.portfolio.projects.project;

import java.util.List;

import dev.akshay.portfolio.platform.editing.Editing;
import dev.akshay.portfolio.platform.editing.OwnersView;
import dev.akshay.portfolio.platform.editing.Slug;
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
@RequestMapping(ProjectEditing.BASE)
@Tag(name = "Projects")
class ProjectController {

	private static final String TAG = "projects";

	private final Projects projects;

	private final Editing<ProjectDocument> editing;

	private final PublicContent content;

	ProjectController(Projects projects, Editing<ProjectDocument> editing, PublicContent content) {
		this.projects = projects;
		this.editing = editing;
		this.content = content;
	}

	@GetMapping
	@OwnersView
	@Operation(summary = "Lists projects in the owner's order")
	@ApiResponse(responseCode = "200", description = "The projects; none is an empty list")
	@ApiResponse(responseCode = "422", description = "A filter breaks a rule")
	Mono<ResponseEntity<List<Project>>> list(@Valid ProjectFilter filter) {
		return this.projects.matching(filter).collectList().map((projects) -> this.content.of(projects, TAG));
	}

	@GetMapping("/{slug}")
	@OwnersView
	@Operation(summary = "Tells the whole story of a project")
	@ApiResponse(responseCode = "200", description = "The project with its story as Markdown and HTML")
	@ApiResponse(responseCode = "308", description = "It has another name by now; `Location` says which")
	@ApiResponse(responseCode = "404", description = "No project has this name")
	Mono<ResponseEntity<CaseStudy>> read(@PathVariable String slug) {
		if (!Slug.isName(slug)) {
			return Mono.error(() -> new ProjectNotFound(slug));
		}
		return this.projects.find(slug)
			.map((study) -> this.content.of(study, TAG + '/' + slug))
			.switchIfEmpty(this.editing.movedTo(slug)
				.map((now) -> this.content.moved(ProjectEditing.BASE + '/' + now, TAG + '/' + slug, TAG + '/' + now)))
			.switchIfEmpty(Mono.error(() -> this.content.missing(new ProjectNotFound(slug), TAG)));
	}

}
