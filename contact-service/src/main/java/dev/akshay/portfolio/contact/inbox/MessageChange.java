package dev.akshay.portfolio.contact.inbox;

import java.util.List;

import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the owner changes of a message. */
record MessageChange(@Schema(description = "What became of it") @Nullable MessageState state,
		@Schema(description = "`false` trusts it, whatever speaks against it") @Nullable Boolean suspect) {

	/**
	 * Checks that it says something, and nothing that only the facts can say.
	 * @return this
	 * @throws InvalidInput naming the field
	 */
	MessageChange checked() {
		if (this.state == null && this.suspect == null) {
			throw invalid("state", "must be there, or suspect");
		}
		if (Boolean.TRUE.equals(this.suspect)) {
			throw invalid("suspect", "can only be set to false: what is suspect is found out when a message comes in");
		}
		return this;
	}

	/** The message's new state. */
	MessageState stateOf(InboxMessage message) {
		return (this.state != null) ? this.state : message.state();
	}

	boolean changes(InboxMessage message) {
		return stateOf(message) != message.state() || (trusts() && message.suspect());
	}

	boolean trusts() {
		return Boolean.FALSE.equals(this.suspect);
	}

	private static InvalidInput invalid(String field, String message) {
		return InvalidInput.invalid(List.of(new FieldError(field, message)));
	}

}
