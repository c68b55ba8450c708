package dev.akshay.portfolio.contact.receipt;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/contact/receipts")
@Tag(name = "Contact")
class ReceiptController {

	private final Receipts receipts;

	private final ReceiptStreams streams;

	ReceiptController(Receipts receipts, ReceiptStreams streams) {
		this.receipts = receipts;
		this.streams = streams;
	}

	@GetMapping(path = "/{receipt}", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(summary = "Tells where a message is")
	@ApiResponse(responseCode = "200", description = "The steps so far")
	@ApiResponse(responseCode = "404", description = "There is no such receipt",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<ReceiptPage>> receipt(@PathVariable String receipt) {
		return find(receipt)
			.map((found) -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new ReceiptPage(found)));
	}

	@GetMapping(path = "/{receipt}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	@Operation(summary = "Tells where a message is, and each time it gets further",
			description = "An event per step, its data the receipt as JSON, its id the number of steps. Ends after the last.")
	@ApiResponse(responseCode = "200", description = "The receipt as it is now, then as it changes")
	@ApiResponse(responseCode = "204", description = "The `Last-Event-ID` was the last one: do not come back")
	Mono<ResponseEntity<Flux<ServerSentEvent<ReceiptPage>>>> changes(@PathVariable String receipt,
			@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
		return find(receipt)
			.map((found) -> (found.isComplete() && String.valueOf(found.steps().size()).equals(lastEventId))
					? ResponseEntity.noContent().build() : stream(receipt));
	}

	private ResponseEntity<Flux<ServerSentEvent<ReceiptPage>>> stream(String receipt) {
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			.contentType(MediaType.TEXT_EVENT_STREAM)
			// tells proxies to pass each event on at once
			.header("X-Accel-Buffering", "no")
			.body(this.streams.of(receipt));
	}

	private Mono<Receipt> find(String receipt) {
		return this.receipts.find(receipt).switchIfEmpty(Mono.error(UnknownReceipt::new));
	}

}
