package dev.akshay.portfolio.profile.person;

import dev.akshay.portfolio.platform.web.PublicContent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import reactor.core.publisher.Mono;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/profile")
@Tag(name = "Profile")
class ProfileController {

	private static final String TAG = "profile";

	private final Profiles profiles;

	private final PublicContent content;

	ProfileController(Profiles profiles, PublicContent content) {
		this.profiles = profiles;
		this.content = content;
	}

	@GetMapping
	@Operation(summary = "Tells who the owner is")
	@ApiResponse(responseCode = "200", description = "The profile, its summary as Markdown and HTML")
	Mono<ResponseEntity<ProfilePage>> profile() {
		return this.profiles.owner().map(ProfilePage::new).map((page) -> this.content.of(page, TAG));
	}

	@GetMapping("/resume.json")
	@Operation(summary = "Gives the profile as JSON Resume 1.0.0")
	@ApiResponse(responseCode = "200", description = "A résumé that is valid against the schema of JSON Resume")
	Mono<ResponseEntity<Resume>> resume() {
		return this.profiles.owner().map(Resume::of).map((resume) -> this.content.of(resume, TAG));
	}

}
