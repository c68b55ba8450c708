package dev.akshay.portfolio.website.projects;

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

/** The index of projects, and a page for each. */
@RestController
class ProjectPages {

	private final StaticTemplates templates = new StaticTemplates();

	private final Composer composer;

	private final ProfileClient profiles;

	private final ProjectsClient projects;

	ProjectPages(Composer composer, ProfileClient profiles, ProjectsClient projects) {
		this.composer = composer;
		this.profiles = profiles;
		this.projects = projects;
	}

	@GetMapping("/projects")
	Mono<ResponseEntity<byte[]>> index(ServerHttpRequest request) {
		return Mono.defer(() -> {
			var page = this.composer.compose(request);
			return Mono
				.zip(page.ask(ProfileClient.SERVICE, this.profiles.profile()),
						page.ask(ProjectsClient.SERVICE, this.projects.projects()))
				.map((parts) -> page
					.page(this.templates.projectsIndex(page.frame(parts.getT1(), "/projects", "Projects")
						.describedBy("What I built, with the figures that came of it.")
						.personal("live-proof"), Works.of(parts.getT2().required()))));
		});
	}

	@GetMapping("/projects/{slug}")
	Mono<ResponseEntity<byte[]>> detail(@PathVariable String slug, ServerHttpRequest request) {
		return Mono.defer(() -> {
			var page = this.composer.compose(request);
			return Mono
				.zip(page.ask(ProfileClient.SERVICE, this.profiles.profile()),
						page.ask(ProjectsClient.SERVICE, this.projects.caseStudy(slug)),
						page.ask(ProjectsClient.SERVICE, this.projects.projects()))
				.map((parts) -> {
					var study = parts.getT2().required().orElseThrow(page::notFound);
					if (!study.project().slug().equals(slug)) {
						return page.moved(study.project().path(), "projects/" + slug);
					}
					var frame = page.frame(parts.getT1(), study.project().path(), study.project().title());
					return page.page(this.templates.projectsDetail(describe(frame, study.project()), study,
							next(study.project(), parts.getT3())));
				});
		});
	}

	/** What this system does itself stands beside a figure, and beside no other words. */
	private static Frame describe(Frame frame, Project project) {
		var described = frame.describedBy(project.summary())
			.about("article",
					JsonLd.of("CreativeWork")
						.with("name", project.title())
						.with("url", frame.canonical())
						.with("description", project.summary())
						.with("dateCreated", String.valueOf(project.year()))
						.with("keywords", project.stack())
						.with("creator", JsonLd.of("Person").with("name", frame.owner().name())));
		return (project.figure() != null) ? described.personal("live-proof") : described;
	}

	private static @Nullable Project next(Project current, Part<List<Project>> all) {
		var projects = all.asOptional().orElse(List.of());
		var slugs = projects.stream().map(Project::slug).toList();
		var next = projects.isEmpty() ? null : projects.get((slugs.indexOf(current.slug()) + 1) % projects.size());
		return (next == null || next.slug().equals(current.slug())) ? null : next;
	}

}
