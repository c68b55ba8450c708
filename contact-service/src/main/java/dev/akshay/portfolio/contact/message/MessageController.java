package dev.akshay.portfolio.contact.message;

import java.net.URI;

import dev.akshay.portfolio.contact.receipt.Receipt;
import dev.akshay.portfolio.platform.idempotency.Addition;
import dev.akshay.portfolio.platform.idempotency.Idempotency;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

@RestController
@Tag(name = "Contact")
class MessageController {

	private final Inbox inbox;

	private final Idempotency idempotency;

	MessageController(Inbox inbox, Idempotency idempotency) {
		this.inbox = inbox;
		this.idempotency = idempotency;
	}

	@PostMapping("/api/contact/messages")
	@Operation(summary = "Leaves a message",
			description = "A repeat with the same key and the same message gets the same answer and leaves no second message. Nothing but a field that breaks a rule refuses one: whether a message looks like a machine's is for its reader alone.")
	@Parameter(in = ParameterIn.HEADER, name = "Idempotency-Key", required = true,
			description = "A new value in double quotes for each new message, the same with each repeat",
			schema = @Schema(type = "string", example = "\"8e03978e-40d5-43e8-bc93-6894a57f9324\""))
	@ApiResponse(responseCode = "202", description = "The message is safe; the receipt tells how it gets on",
			headers = { @Header(name = "Location", description = "The receipt"),
					@Header(name = "Idempotent-Replayed", description = "`true` if this answer was given before") },
			content = @Content(mediaType = "application/json", schema = @Schema(implementation = Accepted.class)))
	@ApiResponse(responseCode = "400", description = "The key is missing or the body cannot be read",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "409", description = "A request with this key is being worked on",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "413", description = "The body is larger than 64 KiB",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "422",
			description = "A field breaks a rule, or the key came with another message before",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<byte[]>> leave(@Valid @RequestBody ContactForm form,
			@Parameter(hidden = true) ServerWebExchange exchange) {
		return this.idempotency.once(exchange, form.words(),
				() -> this.inbox.draft(form).map((draft) -> new Addition(accepted(draft.receipt()), draft.rows())),
				() -> this.inbox.accept(form).map(MessageController::accepted));
	}

	private static ResponseEntity<Accepted> accepted(Receipt receipt) {
		return ResponseEntity.accepted()
			.location(URI.create("/api/contact/receipts/" + receipt.id()))
			.cacheControl(CacheControl.noStore())
			.body(new Accepted(receipt.id(), receipt.status().toString()));
	}

	record Accepted(String receipt, String status) {
	}

}
