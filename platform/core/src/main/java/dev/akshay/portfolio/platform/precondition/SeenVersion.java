package dev.akshay.portfolio.platform.precondition;

import java.util.List;
import java.util.regex.Pattern;

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

	private static final SeenVersion ANY = new SeenVersion(ETag.parse("*"));

	private static final Pattern CODING = Pattern.compile("-(?:gzip|br|zstd)$");

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
	 * Reads it where it need not be said.
	 * @param headers the headers of a request
	 * @param seen what was seen, as the refusal calls it
	 * @param example a tag as it is given out
	 * @return the version, any if none was sent
	 * @throws ErrorResponseException if it cannot be read (400)
	 */
	public static SeenVersion orAny(HttpHeaders headers, String seen, String example) {
		return headers.getOrEmpty(HttpHeaders.IF_MATCH).isEmpty() ? ANY : of(headers, seen, example);
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
	 * Whether this is the version that was seen. It counts changes, so it is the same
	 * however it was sent: whoever compresses it on its way has to call its tag a weak
	 * one.
	 * @param tag the tag of what is there, in quotes
	 * @return whether the change may go on
	 */
	public boolean is(String tag) {
		var now = ETag.create(tag);
		return this.tags.stream().anyMatch((seen) -> seen.isWildcard() || seen.compare(now, false));
	}

	/**
	 * Whether these are the bytes that were seen, whatever they were compressed to.
	 * @param tag the tag of the bytes that visitors are given, in quotes
	 * @return whether one of the tags is theirs
	 */
	public boolean isOf(String tag) {
		var now = ETag.create(tag).tag();
		return this.tags.stream().anyMatch((seen) -> CODING.matcher(seen.tag()).replaceFirst("").equals(now));
	}

}
