package dev.akshay.portfolio.platform.editing;

import java.util.List;

import dev.akshay.portfolio.platform.problem.InvalidInput;
import dev.akshay.portfolio.platform.problem.Problems;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * What a change takes for granted
 * (<a href= "https://www.rfc-editor.org/rfc/rfc9110#section-13.1">RFC 9110</a>). A change
 * without one is refused (<a href="https://www.rfc-editor.org/rfc/rfc6585#section-3">RFC
 * 6585</a>).
 */
sealed interface Condition {

	/**
	 * Reads the condition of a change of something that is there.
	 * @param headers the headers of the request
	 * @return the condition
	 * @throws ErrorResponseException if there is none (428) or it cannot be read (400)
	 */
	static Unchanged ofChange(HttpHeaders headers) {
		var tags = headers.getOrEmpty(HttpHeaders.IF_MATCH);
		if (tags.isEmpty()) {
			throw required("Send If-Match with the ETag of what you saw, such as %s.".formatted(ContentItem.tag(7)));
		}
		return new Unchanged(tags.stream().flatMap((line) -> tags(HttpHeaders.IF_MATCH, line).stream()).toList());
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
				throw required("Send If-Match with the ETag of what you saw, such as %s, or If-None-Match: * to create."
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

	private static List<ETag> tags(String name, String line) {
		try {
			var tags = ETag.parse(line);
			if (!tags.isEmpty()) {
				return tags;
			}
		}
		catch (IllegalArgumentException _) {
			// told below
		}
		throw InvalidInput.malformed(name, "must be an ETag in quotes, such as " + ContentItem.tag(7));
	}

	private static ErrorResponseException required(String detail) {
		return new ErrorResponseException(HttpStatus.PRECONDITION_REQUIRED,
				Problems.of(HttpStatus.PRECONDITION_REQUIRED, "precondition-required", detail), null);
	}

	/** There is no such document yet. */
	record Absent() implements Condition {
	}

	/**
	 * The document is as somebody saw it.
	 *
	 * @param seen the tags of what was seen
	 */
	record Unchanged(List<ETag> seen) implements Condition {

		/**
		 * Whether a document is as it was seen.
		 * @param item the document, {@code null} if there is none
		 * @return whether the change may go on
		 */
		boolean holds(@Nullable Item item) {
			if (item == null) {
				return false;
			}
			var now = ETag.create(ContentItem.tag(item.head()));
			return this.seen.stream().anyMatch((tag) -> tag.isWildcard() ? !item.isDeleted() : tag.compare(now, true));
		}

	}

}
