package dev.akshay.portfolio.profile.person;

import java.text.Normalizer;
import java.util.List;

import dev.akshay.portfolio.platform.editing.OwnersView;
import dev.akshay.portfolio.platform.web.PublicContent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import reactor.core.publisher.Mono;

import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
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

	private final ResumePdf pdf;

	ProfileController(Profiles profiles, PublicContent content, ResumePdf pdf) {
		this.profiles = profiles;
		this.content = content;
		this.pdf = pdf;
	}

	@GetMapping
	@OwnersView
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

	@GetMapping(path = "/resume.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
	@Operation(summary = "Gives the profile as a résumé to print")
	@ApiResponse(responseCode = "200", description = "An accessible PDF (PDF/UA), the same bytes for the same profile",
			content = @Content(mediaType = MediaType.APPLICATION_PDF_VALUE,
					schema = @Schema(type = "string", format = "binary")))
	Mono<ResponseEntity<byte[]>> printed() {
		return this.profiles.owner().flatMap((profile) -> this.pdf.of(profile).map((pdf) -> printed(profile, pdf)));
	}

	private ResponseEntity<byte[]> printed(Profile profile, byte[] pdf) {
		return ResponseEntity.ok().headers((headers) -> {
			this.content.describe(headers, List.of(TAG));
			headers.setContentDisposition(ContentDisposition.inline().filename(fileName(profile)).build());
		}).body(pdf);
	}

	/** The owner's name in letters that every file system takes. */
	private static String fileName(Profile profile) {
		var letters = Normalizer.normalize(profile.name(), Normalizer.Form.NFD).replaceAll("\\p{M}", "");
		return (letters + " resume").replaceAll("[^A-Za-z0-9]+", " ").strip().replace(' ', '-') + ".pdf";
	}

}
