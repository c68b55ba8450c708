package dev.akshay.portfolio.projects.project;

import dev.akshay.portfolio.platform.editing.CollectionEditing;
import dev.akshay.portfolio.platform.editing.Editing;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ProjectEditing.BASE)
@Tag(name = "Editing projects")
class ProjectEditing extends CollectionEditing<ProjectDocument> {

	static final String BASE = "/api/projects";

	ProjectEditing(Editing<ProjectDocument> editing) {
		super(editing, BASE);
	}

}
