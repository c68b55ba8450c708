package dev.akshay.portfolio.projects.project;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Nobody knows a project by this name. */
class ProjectNotFound extends ErrorResponseException {

	ProjectNotFound(String slug) {
		super(HttpStatus.NOT_FOUND, Problems.of(HttpStatus.NOT_FOUND, "unknown-project",
				"There is no project \"%s\". GET /api/projects lists them all.".formatted(slug)), null);
	}

}
