package dev.akshay.portfolio.profile.media;

import java.util.List;

import dev.akshay.portfolio.platform.problem.InvalidInput;
import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * The version of an image's description that the owner saw before changing it
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1">RFC 9110</a>).
 *
 * @param tags the tags that were sent
 */
record SeenVersion(List<ETag> tags) {

	private static final String EXAMPLE = MediaItem.tag(1);

	/**
	 * Reads it.
	 * @param headers the headers of a request
	 * @return the version
	 * @throws ErrorResponseException if there is none (428) or it cannot be read (400)
	 */
	static SeenVersion of(HttpHeaders headers) {
		var lines = headers.getOrEmpty(HttpHeaders.IF_MATCH);
		if (lines.isEmpty()) {
			throw new ErrorResponseException(HttpStatus.PRECONDITION_REQUIRED,
					Problems.of(HttpStatus.PRECONDITION_REQUIRED, "precondition-required",
							"Send If-Match with the ETag of the image that you saw, such as %s.".formatted(EXAMPLE)),
					null);
		}
		return new SeenVersion(lines.stream().flatMap((line) -> tags(line).stream()).toList());
	}

	private static List<ETag> tags(String line) {
		try {
			var tags = ETag.parse(line);
			if (!tags.isEmpty()) {
				return tags;
			}
		}
		catch (IllegalArgumentException _) {
			// told below
		}
		throw InvalidInput.malformed(HttpHeaders.IF_MATCH, "must be an ETag in quotes, such as " + EXAMPLE);
	}

	/** Whether an image is still as it was seen. */
	boolean is(MediaItem item) {
		var now = ETag.create(item.tag());
		return this.tags.stream().anyMatch((tag) -> tag.isWildcard() || tag.compare(now, true));
	}

}
