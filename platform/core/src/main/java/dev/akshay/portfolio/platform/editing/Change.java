package dev.akshay.portfolio.platform.editing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.akshay.portfolio.platform.owner.Owner;
import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Who changes something, and why.
 *
 * @param author who, as it is kept in the history
 * @param reason why
 */
public record Change(String author, @Nullable String reason) {

	/** The header that tells why. */
	public static final String REASON = "Change-Reason";

	static final Change FILE = new Change("file", null);

	static final Change SCHEDULE = new Change("schedule", null);

	private static final String IMPORT = "import";

	private static final int LONGEST_REASON = 200;

	/**
	 * Reads who and why from a request.
	 * @param owner who asks
	 * @param headers the headers of the request
	 * @return both
	 * @throws InvalidInput if the reason is too long or no line of text
	 */
	public static Change of(Owner owner, HttpHeaders headers) {
		@Nullable String sent = headers.getFirst(REASON);
		if (sent == null || sent.isBlank()) {
			return new Change(owner.via(), null);
		}
		var reason = text(sent).strip();
		if (reason.codePointCount(0, reason.length()) > LONGEST_REASON
				|| reason.chars().anyMatch(Character::isISOControl)) {
			throw InvalidInput.invalid(List.of(new FieldError(REASON,
					"must have at most %d characters and no control characters".formatted(LONGEST_REASON))));
		}
		return new Change(owner.via(), reason);
	}

	/**
	 * The same, said of an import.
	 * @return who, and that it was by an import
	 */
	public Change inImport() {
		return new Change(this.author, (this.reason != null) ? IMPORT + ": " + this.reason : IMPORT);
	}

	/** Headers arrive byte by byte; who sends words sends UTF-8 nowadays. */
	private static String text(String header) {
		try {
			return StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)))
				.toString();
		}
		catch (CharacterCodingException _) {
			return header;
		}
	}

}
