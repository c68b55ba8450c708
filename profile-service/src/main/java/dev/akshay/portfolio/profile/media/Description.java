package dev.akshay.portfolio.profile.media;

import java.util.ArrayList;
import java.util.List;

import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * What is said about an image.
 *
 * @param name what its file is called; looked at by nobody but its owner
 * @param alt what it says to those who do not see it
 */
record Description(String name, String alt) {

	static final int LONGEST_NAME = 120;

	static final int LONGEST_ALT = 300;

	/**
	 * Checks what somebody says about an image.
	 * @throws InvalidInput naming what is missing, too long or no text
	 */
	static Description of(@Nullable String name, @Nullable String alt) {
		var errors = new ArrayList<FieldError>();
		var checked = new Description(text("name", name, LONGEST_NAME, errors), text("alt", alt, LONGEST_ALT, errors));
		if (!errors.isEmpty()) {
			throw InvalidInput.invalid(errors);
		}
		return checked;
	}

	/**
	 * Checks the words alone.
	 * @throws InvalidInput if they are missing, too long or no text
	 */
	static String alt(@Nullable String alt) {
		return of("image", alt).alt();
	}

	private static String text(String field, @Nullable String value, int longest, List<FieldError> errors) {
		var text = (value != null) ? value.strip() : "";
		if (text.isEmpty()) {
			errors.add(new FieldError(field, "must not be blank"));
		}
		else if (text.length() > longest) {
			errors.add(new FieldError(field, "must have at most %d characters".formatted(longest)));
		}
		else if (!text.codePoints().allMatch(Description::isText)) {
			errors.add(new FieldError(field, "must be one line, without control characters or halves of characters"));
		}
		return text;
	}

	private static boolean isText(int character) {
		return !Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE
				&& Character.getType(character) != Character.LINE_SEPARATOR
				&& Character.getType(character) != Character.PARAGRAPH_SEPARATOR;
	}

}
