package dev.akshay.portfolio.contact.receipt;

import java.time.Clock;
import java.time.Duration;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Contact")
class DeliveryFiguresController {

	/** Many pages may ask; old figures are never shown instead of none. */
	private static final CacheControl A_MINUTE = CacheControl.maxAge(Duration.ofMinutes(1))
		.cachePublic()
		.staleIfError(Duration.ZERO);

	private final Receipts receipts;

	private final Clock clock;

	DeliveryFiguresController(Receipts receipts, Clock clock) {
		this.receipts = receipts;
		this.clock = clock;
	}

	@GetMapping("/api/contact/figures")
	@Operation(summary = "Tells for how long no message was lost", description = """
			A message is lost if two days after it was taken in the mail server does not have it and it was not given \
			up either. Parked ones are not lost: the owner sees them and can send them again.""")
	@ApiResponse(responseCode = "200", description = "Days without a lost message, and since when messages come")
	Mono<ResponseEntity<DeliveryFigures>> figures() {
		return this.receipts.losses()
			.map((losses) -> ResponseEntity.ok()
				.cacheControl(A_MINUTE)
				.body(DeliveryFigures.of(losses, this.clock.instant())));
	}

}
