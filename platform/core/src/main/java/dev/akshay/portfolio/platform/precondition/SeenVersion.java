package dev.akshay.portfolio.platform.precondition;

import java.util.List;

import dev.akshay.portfolio.platform.problem.InvalidInput;
import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * The version of something that somebody saw before changing it
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1">RFC 9110</a>). Nothing
 * is changed unseen (<a href="https://www.rfc-editor.org/rfc/rfc6585#section-3">RFC
 * 6585</a>).
 *
 * @param tags the tags that were sent
 */
public record SeenVersion(List<ETag> tags) {

	/**
	 * Reads it from {@code If-Match}.
	 * @param headers the headers of a request
	 * @param seen what was seen, as the refusal calls it
	 * @param example a tag as it is given out
	 * @return the version
	 * @throws ErrorResponseException if there is none (428) or it cannot be read (400)
	 */
	public static SeenVersion of(HttpHeaders headers, String seen, String example) {
		var lines = headers.getOrEmpty(HttpHeaders.IF_MATCH);
		if (lines.isEmpty()) {
			throw required("Send If-Match with the ETag of %s, such as %s.".formatted(seen, example));
		}
		return new SeenVersion(lines.stream().flatMap((line) -> tags(line, example).stream()).toList());
	}

	/**
	 * Refuses a change that takes nothing for granted.
	 * @param detail what to send
	 * @return the refusal (428)
	 */
	public static ErrorResponseException required(String detail) {
		return new ErrorResponseException(HttpStatus.PRECONDITION_REQUIRED,
				Problems.of(HttpStatus.PRECONDITION_REQUIRED, "precondition-required", detail), null);
	}

	private static List<ETag> tags(String line, String example) {
		try {
			var tags = ETag.parse(line);
			if (!tags.isEmpty()) {
				return tags;
			}
		}
		catch (IllegalArgumentException _) {
			// told below
		}
		throw InvalidInput.malformed(HttpHeaders.IF_MATCH, "must be an ETag in quotes, such as " + example);
	}

	/**
	 * Whether any version will do, as long as there is one.
	 * @return whether {@code *} was sent
	 */
	public boolean isAny() {
		return this.tags.stream().anyMatch(ETag::isWildcard);
	}

	/**
	 * Whether this is the version that was seen.
	 * @param tag the tag of what is there, in quotes; a weak one is never the same
	 * @return whether the change may go on
	 */
	public boolean is(String tag) {
		var now = ETag.create(tag);
		return this.tags.stream().anyMatch((seen) -> seen.isWildcard() || seen.compare(now, true));
	}

}
