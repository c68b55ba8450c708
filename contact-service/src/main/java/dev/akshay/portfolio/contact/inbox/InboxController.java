package dev.akshay.portfolio.contact.inbox;

import java.util.UUID;

import dev.akshay.portfolio.platform.owner.OwnerOnly;
import dev.akshay.portfolio.platform.owner.Scope;
import dev.akshay.portfolio.platform.precondition.SeenVersion;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

@RestController
@RequestMapping(path = "/api/contact/messages", produces = "application/json")
@Tag(name = "Inbox")
class InboxController {

	private final InboxDesk desk;

	InboxController(InboxDesk desk) {
		this.desk = desk;
	}

	@GetMapping
	@OwnerOnly(Scope.INBOX_READ)
	@Operation(summary = "Lists messages, the newest first",
			description = "A search looks through 10000 messages at a time: an answer of few messages, or none, has a `next` as long as there are more to look through.")
	@Parameter(in = ParameterIn.QUERY, name = "state", description = "Those in this state alone",
			schema = @Schema(type = "string", allowableValues = { "new", "read", "replied", "archived", "spam" }))
	@Parameter(in = ParameterIn.QUERY, name = "suspect",
			description = "Those that are suspect alone, or those that are not", schema = @Schema(type = "boolean"))
	@Parameter(in = ParameterIn.QUERY, name = "q",
			description = "Those whose name, address, subject or text contains this, in small letters or large ones",
			schema = @Schema(type = "string", maxLength = InboxQuery.LONGEST_WORDS))
	@Parameter(in = ParameterIn.QUERY, name = "before", description = "`next` of the answer before",
			schema = @Schema(type = "string"))
	@Parameter(in = ParameterIn.QUERY, name = "limit", description = "How many at most",
			schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
	@ApiResponse(responseCode = "200", description = "Some messages, and how many there are")
	@ApiResponse(responseCode = "400", description = "A parameter cannot be read",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "422", description = "A parameter breaks a rule",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	Mono<InboxPage> listMessages(@Parameter(hidden = true) @RequestParam(required = false) @Nullable String state,
			@Parameter(hidden = true) @RequestParam(required = false) @Nullable String suspect,
			@Parameter(hidden = true) @RequestParam(name = "q", required = false) @Nullable String words,
			@Parameter(hidden = true) @RequestParam(required = false) @Nullable String before,
			@Parameter(hidden = true) @RequestParam(required = false) @Nullable String limit) {
		return this.desk.list(InboxQuery.of(state, suspect, words, before, limit));
	}

	@GetMapping("/{id}")
	@OwnerOnly(Scope.INBOX_READ)
	@Operation(summary = "Reads a message",
			description = "With its way to the owner's mail, and the beginning of an answer.")
	@ApiResponse(responseCode = "200", description = "The message",
			headers = @Header(name = "ETag", description = "Its version, for `If-Match`"))
	@ApiResponse(responseCode = "404", description = "There is no such message, or not any more",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<InboxMessage>> readMessage(@PathVariable UUID id) {
		return this.desk.read(id).map(InboxController::answer);
	}

	@PatchMapping("/{id}")
	@OwnerOnly(Scope.INBOX_WRITE)
	@Operation(summary = "Says what became of a message", description = "Or that it is not suspect, or both.")
	@IfMatch
	@ApiResponse(responseCode = "200", description = "The message as it is then",
			headers = @Header(name = "ETag", description = "Its new version"))
	@ApiResponse(responseCode = "400", description = "The body or the version cannot be read",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "422", description = "A field breaks a rule",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<InboxMessage>> changeMessage(@PathVariable UUID id,
			@Parameter(hidden = true) ServerWebExchange exchange, @RequestBody MessageChange change) {
		return this.desk.change(id, seen(exchange), change.checked()).map(InboxController::answer);
	}

	@DeleteMapping("/{id}")
	@OwnerOnly(Scope.INBOX_WRITE)
	@Operation(summary = "Deletes a message for good",
			description = "Its receipt stays and goes on telling its sender where it was; it says nothing of the message.")
	@IfMatch
	@ApiResponse(responseCode = "204", description = "It is gone")
	Mono<ResponseEntity<Void>> deleteMessage(@PathVariable UUID id,
			@Parameter(hidden = true) ServerWebExchange exchange) {
		return this.desk.delete(id, seen(exchange)).then(Mono.fromSupplier(() -> ResponseEntity.noContent().build()));
	}

	private static SeenVersion seen(ServerWebExchange exchange) {
		return SeenVersion.orAny(exchange.getRequest().getHeaders(), "the message that you saw", InboxMessage.tag(1));
	}

	private static ResponseEntity<InboxMessage> answer(InboxMessage message) {
		return ResponseEntity.ok().eTag(message.etag()).body(message);
	}

}
