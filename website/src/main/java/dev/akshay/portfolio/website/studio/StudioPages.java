package dev.akshay.portfolio.website.studio;

import java.util.function.Function;

import dev.akshay.portfolio.templates.StaticTemplates;
import dev.akshay.portfolio.website.page.Composer;
import dev.akshay.portfolio.website.page.Frame;
import dev.akshay.portfolio.website.profile.ProfileClient;
import gg.jte.models.runtime.JteModel;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The studio's pages. They say nothing that is the owner's, so everybody may load them;
 * what fills them comes from the services, which ask who it is for.
 */
@RestController
class StudioPages {

	private final StaticTemplates templates = new StaticTemplates();

	private final Composer composer;

	private final ProfileClient profiles;

	private final String provider;

	StudioPages(Composer composer, ProfileClient profiles, SignInSettings signIn) {
		this.composer = composer;
		this.profiles = profiles;
		this.provider = signIn.providerName();
	}

	@GetMapping("/studio/login")
	Mono<ResponseEntity<byte[]>> login() {
		return login("");
	}

	/** Where whoever tried without JavaScript, and was not let in, is sent. */
	@GetMapping(path = "/studio/login", params = "failed")
	Mono<ResponseEntity<byte[]>> loginAgain() {
		return login("That was not right. Try again.");
	}

	/** Where whoever tried by a provider that does not answer is sent. */
	@GetMapping(path = "/studio/login", params = "unavailable")
	Mono<ResponseEntity<byte[]>> loginOtherwise() {
		return login("The provider does not answer. Try again, or log in with the password.");
	}

	private Mono<ResponseEntity<byte[]>> login(String notice) {
		return page("/studio/login", "Log in", "login",
				(frame) -> this.templates.studioLogin(frame, notice, this.provider));
	}

	@GetMapping("/studio")
	Mono<ResponseEntity<byte[]>> contents() {
		return page("/studio", "Studio", "contents", this.templates::studioContents);
	}

	@GetMapping("/studio/{kind:projects|insights}/{slug:[a-z0-9-]+}")
	Mono<ResponseEntity<byte[]>> editor(@PathVariable String kind, @PathVariable String slug) {
		return page("/studio/%s/%s".formatted(kind, slug), slug, "editor",
				(frame) -> this.templates.studioEditor(frame, kind, slug));
	}

	@GetMapping("/studio/{kind:projects|insights}")
	Mono<ResponseEntity<byte[]>> newContent(@PathVariable String kind) {
		return page("/studio/" + kind, kind.equals("projects") ? "New project" : "New insight", "editor",
				(frame) -> this.templates.studioEditor(frame, kind, ""));
	}

	@GetMapping("/studio/profile")
	Mono<ResponseEntity<byte[]>> profile() {
		return page("/studio/profile", "Profile", "editor",
				(frame) -> this.templates.studioEditor(frame, "profile", "profile"));
	}

	@GetMapping("/studio/media")
	Mono<ResponseEntity<byte[]>> media() {
		return page("/studio/media", "Images", "media", this.templates::studioMedia);
	}

	@GetMapping("/studio/inbox")
	Mono<ResponseEntity<byte[]>> inbox() {
		return page("/studio/inbox", "Inbox", "inbox", this.templates::studioInbox);
	}

	@GetMapping("/studio/archive")
	Mono<ResponseEntity<byte[]>> archive() {
		return page("/studio/archive", "In and out", "archive", this.templates::studioArchive);
	}

	@GetMapping("/studio/account")
	Mono<ResponseEntity<byte[]>> account() {
		return page("/studio/account", "Account", "account", this.templates::studioAccount);
	}

	private Mono<ResponseEntity<byte[]>> page(String path, String title, String element,
			Function<Frame, JteModel> template) {
		return Mono.defer(() -> {
			var page = this.composer.compose();
			return page.ask(ProfileClient.SERVICE, this.profiles.profileAtHand())
				.map((profile) -> page.passing(HttpStatus.OK,
						template.apply(page.frame(profile, path, title).personal("studio/" + element).unlisted())));
		});
	}

}
