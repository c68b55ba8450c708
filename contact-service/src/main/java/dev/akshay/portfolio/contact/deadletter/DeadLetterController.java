package dev.akshay.portfolio.contact.deadletter;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import dev.akshay.portfolio.contact.receipt.Receipts;
import dev.akshay.portfolio.platform.messaging.DeadLetter;
import dev.akshay.portfolio.platform.owner.OwnerOnly;
import dev.akshay.portfolio.platform.owner.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/contact/dead-letters", produces = "application/json")
@Tag(name = "Inbox")
class DeadLetterController {

	/** Events that are about the message their key names. */
	private static final String MESSAGES = DeadLetterConfiguration.TOPICS + "messages";

	private static final Comparator<DeadLetter> NEWEST_FIRST = Comparator.comparing(DeadLetter::time)
		.thenComparing(DeadLetter::id)
		.reversed();

	private final BlockingShelf shelf;

	private final Receipts receipts;

	private final Clock clock;

	DeadLetterController(BlockingShelf shelf, Receipts receipts, Clock clock) {
		this.shelf = shelf;
		this.receipts = receipts;
		this.clock = clock;
	}

	@GetMapping
	@OwnerOnly(Scope.INBOX_READ)
	@Operation(summary = "Lists events about messages that could not be handled",
			description = "The newest first, without a word of their content: the key is the id of the message. One that was tried again stays in the list, with `redrivenAt`, and waits no more; if it fails once more, it is there a second time, with every reason it was given.")
	@ApiResponse(responseCode = "200", description = "The newest, and how many wait")
	@ApiResponse(responseCode = "503", description = "Kafka does not answer",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	Mono<DeadLetterPage> listDeadLetters(@RequestParam(defaultValue = "100") @Min(value = 1,
			message = "must be from 1 to 1000") @Max(value = 1000, message = "must be from 1 to 1000") int limit) {
		return this.shelf.all().map((letters) -> DeadLetterPage.of(letters, limit));
	}

	@PostMapping("/{id}/redrive")
	@OwnerOnly(Scope.INBOX_WRITE)
	@Operation(summary = "Tries an event again", description = "It goes back to the topic it came from.")
	@ApiResponse(responseCode = "202", description = "It is on its way")
	@ApiResponse(responseCode = "404", description = "There is no such dead letter, or it was tried again already",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "503", description = "Kafka does not answer",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<DeadLetter>> redriveDeadLetter(@PathVariable String id) {
		return Mono.defer(() -> {
			// before it can fail again
			var now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
			return this.shelf.redrive(id)
				.switchIfEmpty(Mono.error(UnknownDeadLetter::new))
				.flatMap((letter) -> note(letter, now).thenReturn(ResponseEntity.accepted().body(letter)));
		});
	}

	private Mono<Void> note(DeadLetter letter, Instant now) {
		var message = letter.topic().startsWith(MESSAGES) ? idOf(letter.key()) : null;
		return (message != null) ? this.receipts.redriven(message, now) : Mono.empty();
	}

	private static @Nullable UUID idOf(@Nullable String key) {
		try {
			return (key != null) ? UUID.fromString(key) : null;
		}
		catch (IllegalArgumentException _) {
			return null;
		}
	}

	record DeadLetterPage(List<DeadLetter> letters,
			@Schema(description = "How many of all were not tried again yet") long waiting) {

		static DeadLetterPage of(List<DeadLetter> letters, int limit) {
			return new DeadLetterPage(letters.stream().sorted(NEWEST_FIRST).limit(limit).toList(),
					letters.stream().filter((letter) -> letter.redrivenAt() == null).count());
		}

	}

}
