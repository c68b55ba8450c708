package dev.akshay.portfolio.contact.inbox;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import dev.akshay.portfolio.contact.receipt.Delivery;
import dev.akshay.portfolio.contact.suspicion.Suspicion;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A whole message, as the owner sees it. */
record InboxMessage(UUID id, String name, String email, @Nullable String subject, String body, Instant receivedAt,
		MessageState state,
		@Schema(description = "Whether something speaks against a person behind it, and the owner does not trust it") boolean suspect,
		@Schema(description = "What speaks against a person behind it") Set<Suspicion> suspicions,
		@Schema(description = "Its way to the owner's mail") @Nullable Delivery delivery,
		@Schema(description = "A mailto: address that begins an answer",
				example = "mailto:ada@example.org?subject=Re%3A%20A%20question&body=%0D%0A") String reply,
		@Schema(description = "The version, for `If-Match`", example = "\"m1\"") String etag) {

	/** The tag of a version. */
	static String tag(int version) {
		return "\"m" + version + '"';
	}

	InboxMessage with(Delivery way) {
		return new InboxMessage(this.id, this.name, this.email, this.subject, this.body, this.receivedAt, this.state,
				this.suspect, this.suspicions, way, this.reply, this.etag);
	}

}
