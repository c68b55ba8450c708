package dev.akshay.portfolio.platform.editing;

import java.util.List;

import dev.akshay.portfolio.platform.precondition.SeenVersion;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponseException;

/**
 * What a change takes for granted
 * (<a href= "https://www.rfc-editor.org/rfc/rfc9110#section-13.1">RFC 9110</a>). What
 * replaces or deletes a text is refused without one
 * (<a href="https://www.rfc-editor.org/rfc/rfc6585#section-3">RFC 6585</a>).
 */
sealed interface Condition {

	/**
	 * Reads the condition of a change of something that is there.
	 * @param headers the headers of the request
	 * @return the condition
	 * @throws ErrorResponseException if there is none (428) or it cannot be read (400)
	 */
	static Unchanged ofChange(HttpHeaders headers) {
		return new Unchanged(SeenVersion.of(headers, "what you saw", ContentItem.tag(7)));
	}

	/**
	 * Reads the condition of what is done with something that is there, which need not
	 * have one.
	 * @param headers the headers of the request
	 * @return the condition
	 * @throws ErrorResponseException if it cannot be read (400)
	 */
	static Unchanged ofAction(HttpHeaders headers) {
		return headers.getOrEmpty(HttpHeaders.IF_MATCH).isEmpty() ? new Unchanged(null) : ofChange(headers);
	}

	/**
	 * Reads the condition of a change that may also create.
	 * @param headers the headers of the request
	 * @return the condition
	 * @throws ErrorResponseException if there is none (428) or it cannot be read (400)
	 */
	static Condition ofPut(HttpHeaders headers) {
		var absent = headers.getOrEmpty(HttpHeaders.IF_NONE_MATCH);
		if (absent.isEmpty()) {
			if (headers.getOrEmpty(HttpHeaders.IF_MATCH).isEmpty()) {
				throw SeenVersion
					.required("Send If-Match with the ETag of what you saw, such as %s, or If-None-Match: * to create."
						.formatted(ContentItem.tag(7)));
			}
			return ofChange(headers);
		}
		if (headers.containsHeader(HttpHeaders.IF_MATCH)) {
			throw InvalidInput.malformed(HttpHeaders.IF_NONE_MATCH,
					"creates, and If-Match changes what is there: send one of them");
		}
		if (!absent.equals(List.of("*"))) {
			throw InvalidInput.malformed(HttpHeaders.IF_NONE_MATCH, "must be *, which creates");
		}
		return new Absent();
	}

	/** There is no such document yet. */
	record Absent() implements Condition {
	}

	/**
	 * The document is as somebody saw it.
	 *
	 * @param seen what was seen, {@code null} if that does not matter
	 */
	record Unchanged(@Nullable SeenVersion seen) implements Condition {

		/**
		 * Whether a document is as it was seen by its owner.
		 * @param item the document
		 * @return whether the change may go on
		 */
		boolean holds(Item item) {
			return this.seen == null
					|| (this.seen.isAny() ? !item.isDeleted() : this.seen.is(ContentItem.tag(item.head())));
		}

		/**
		 * Whether it is as visitors see it.
		 * @param tag the tag of what visitors are given
		 * @return whether the change may go on
		 */
		boolean holdsFor(String tag) {
			return this.seen != null && this.seen.isOf(tag);
		}

	}

}
