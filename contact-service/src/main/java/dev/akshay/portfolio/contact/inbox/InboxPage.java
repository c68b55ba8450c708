package dev.akshay.portfolio.contact.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.akshay.portfolio.contact.suspicion.Suspicion;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A part of the inbox, the newest message first. */
record InboxPage(List<Item> messages, @Schema(
		description = "Give it as `before` to go on; absent at the end. While searching there may be more to look through behind an answer of few messages, or none") @Nullable String next,
		Counts counts) {

	static InboxPage of(InboxMessages.Part part, Counts counts) {
		var next = part.next();
		return new InboxPage(part.messages(), (next != null) ? next.toString() : null, counts);
	}

	/** A message in a list. */
	@Schema(name = "InboxItem")
	record Item(UUID id, String name, String email, @Nullable String subject,
			@Schema(description = "How its text begins") String excerpt, Instant receivedAt, MessageState state,
			@Schema(description = "Whether something speaks against a person behind it, and the owner does not trust it") boolean suspect,
			Set<Suspicion> suspicions,
			@Schema(description = "The version, for `If-Match`", example = "\"m1\"") String etag) {
	}

	/** How many messages there are. */
	@Schema(name = "InboxCounts",
			description = "How many messages there are, suspect ones among them; 10000 stands for that many or more")
	record Counts(@JsonProperty("new") long unread, long read, long replied, long archived, long spam,
			@Schema(description = "Those in any state that are suspect") long suspect) {
	}

}
