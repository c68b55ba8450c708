package dev.akshay.portfolio.website.contact;

import java.net.URI;
import java.time.Clock;
import java.util.Map;

import dev.akshay.portfolio.templates.StaticTemplates;
import dev.akshay.portfolio.website.contact.Submission.Accepted;
import dev.akshay.portfolio.website.contact.Submission.Changed;
import dev.akshay.portfolio.website.contact.Submission.Refused;
import dev.akshay.portfolio.website.contact.Submission.Unanswered;
import dev.akshay.portfolio.website.page.Composer;
import dev.akshay.portfolio.website.page.PageNotFound;
import dev.akshay.portfolio.website.profile.ProfileClient;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/** The form, and the receipt it leads to. */
@RestController
class ContactPages {

	private static final String PATH = "/contact";

	private static final String RETRY_AFTER_SECONDS = "5";

	private final StaticTemplates templates = new StaticTemplates();

	private final Composer composer;

	private final ProfileClient profiles;

	private final ContactClient contact;

	private final Clock clock;

	ContactPages(Composer composer, ProfileClient profiles, ContactClient contact, Clock clock) {
		this.composer = composer;
		this.profiles = profiles;
		this.contact = contact;
		this.clock = clock;
	}

	@GetMapping(PATH)
	Mono<ResponseEntity<byte[]>> form() {
		return form(HttpStatus.OK, ContactForm.empty(this.clock.instant()), Notice.NONE, Map.of());
	}

	@PostMapping(path = PATH, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	Mono<ResponseEntity<byte[]>> send(ServerWebExchange exchange) {
		return exchange.getFormData()
			.map(ContactForm::of)
			.flatMap((form) -> this.contact.submit(form).flatMap((submission) -> answer(form, submission)));
	}

	@GetMapping(PATH + "/receipts/{receipt}")
	Mono<ResponseEntity<byte[]>> receipt(@PathVariable String receipt) {
		return Mono.defer(() -> {
			var page = this.composer.compose();
			return Mono
				.zip(page.ask(ProfileClient.SERVICE, this.profiles.profile()),
						page.ask(ContactClient.SERVICE, this.contact.receipt(receipt)))
				.map((parts) -> {
					var found = parts.getT2().required().orElseThrow(PageNotFound::new);
					var frame = page.frame(parts.getT1(), PATH + "/receipts/" + found.receipt(), "Your message")
						.personal("receipt-trail")
						.unlisted();
					return page.passing(HttpStatus.OK, this.templates.contactReceipt(frame, found));
				});
		});
	}

	private Mono<ResponseEntity<byte[]>> answer(ContactForm form, Submission submission) {
		return switch (submission) {
			case Accepted(var receipt) -> Mono.just(seeOther(receipt));
			case Refused refused -> form(HttpStatus.UNPROCESSABLE_CONTENT, form, Notice.REFUSED, refused.byField());
			case Changed _ -> form(HttpStatus.UNPROCESSABLE_CONTENT, form.withFreshKey(), Notice.CHANGED, Map.of());
			case Unanswered _ -> form(HttpStatus.SERVICE_UNAVAILABLE, form, Notice.UNANSWERED, Map.of());
		};
	}

	private static ResponseEntity<byte[]> seeOther(String receipt) {
		return ResponseEntity.status(HttpStatus.SEE_OTHER)
			.location(URI.create(PATH + "/receipts/" + receipt))
			.cacheControl(CacheControl.noStore())
			.build();
	}

	/** Never kept by anybody: each form carries a key of its own. */
	private Mono<ResponseEntity<byte[]>> form(HttpStatus status, ContactForm form, Notice notice,
			Map<String, String> errors) {
		return Mono.defer(() -> {
			var page = this.composer.compose();
			return page.ask(ProfileClient.SERVICE, this.profiles.profile()).map((profile) -> {
				var frame = page.frame(profile, PATH, "Contact")
					.describedBy("Write a message, and watch it arrive.")
					.personal("contact-form", "receipt-trail");
				var response = page.passing(status,
						this.templates.contactForm(frame, profile.asOptional().orElse(null), form, notice, errors));
				return status.is5xxServerError() ? retryLater(response) : response;
			});
		});
	}

	private static ResponseEntity<byte[]> retryLater(ResponseEntity<byte[]> response) {
		return ResponseEntity.status(response.getStatusCode())
			.headers(response.getHeaders())
			.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
			.body(response.getBody());
	}

}
