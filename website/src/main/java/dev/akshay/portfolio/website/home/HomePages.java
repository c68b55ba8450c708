package dev.akshay.portfolio.website.home;

import dev.akshay.portfolio.templates.StaticTemplates;
import dev.akshay.portfolio.website.insights.InsightsClient;
import dev.akshay.portfolio.website.page.Composer;
import dev.akshay.portfolio.website.page.Frame;
import dev.akshay.portfolio.website.page.JsonLd;
import dev.akshay.portfolio.website.page.Part;
import dev.akshay.portfolio.website.profile.Profile;
import dev.akshay.portfolio.website.profile.ProfileClient;
import dev.akshay.portfolio.website.projects.ProjectsClient;
import reactor.core.publisher.Mono;

import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The front page. */
@RestController
class HomePages {

	private final StaticTemplates templates = new StaticTemplates();

	private final Composer composer;

	private final ProfileClient profiles;

	private final ProjectsClient projects;

	private final InsightsClient insights;

	HomePages(Composer composer, ProfileClient profiles, ProjectsClient projects, InsightsClient insights) {
		this.composer = composer;
		this.profiles = profiles;
		this.projects = projects;
		this.insights = insights;
	}

	@GetMapping("/")
	Mono<ResponseEntity<byte[]>> home(ServerHttpRequest request) {
		return Mono.defer(() -> {
			var page = this.composer.compose(request);
			return Mono
				.zip(page.ask(ProfileClient.SERVICE, this.profiles.profile()),
						page.ask(ProjectsClient.SERVICE, this.projects.projects()),
						page.ask(InsightsClient.SERVICE, this.insights.insights()))
				.map((parts) -> page.page(
						this.templates.home(
								describe(page.frame(parts.getT1(), "/", page.ownerOf(parts.getT1()).name()),
										parts.getT1())
									.personal("live-proof"),
								parts.getT1(), parts.getT2(), parts.getT3())));
		});
	}

	private static Frame describe(Frame frame, Part<Profile> profile) {
		return profile.asOptional()
			.map((owner) -> frame.describedBy(owner.headline()).about("profile", person(owner, frame)))
			.orElse(frame);
	}

	private static JsonLd person(Profile owner, Frame frame) {
		return JsonLd.of("Person")
			.with("name", owner.name())
			.with("url", frame.canonical())
			.with("description", owner.headline())
			.with("jobTitle", owner.experience().isEmpty() ? null : owner.experience().getFirst().title())
			.with("sameAs", owner.linkedinUrl())
			.with("knowsAbout", owner.specialities());
	}

}
