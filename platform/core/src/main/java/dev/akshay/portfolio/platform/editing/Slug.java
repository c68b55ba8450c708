package dev.akshay.portfolio.platform.editing;

import java.util.List;
import java.util.regex.Pattern;

import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.platform.problem.InvalidInput;

/**
 * A new name for a document in addresses.
 *
 * @param slug the name
 */
public record Slug(String slug) {

	/** How many characters a name has at most. */
	static final int LONGEST = 80;

	private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

	private static final Pattern RULE = Pattern.compile("(?=.{1,%d}$)[a-z0-9]+(-+[a-z0-9]+)*+".formatted(LONGEST));

	/** Below the addresses of a collection, these mean something else. */
	private static final List<String> TAKEN = List.of("export", "imports", "order", "preview");

	/**
	 * Whether there may be a document of a name.
	 * @param slug what somebody asked for
	 * @return false for what no document is ever called
	 */
	public static boolean isName(String slug) {
		return NAME.matcher(slug).matches();
	}

	/**
	 * Checks the name.
	 * @return this
	 * @throws InvalidInput if it cannot be part of an address
	 */
	Slug checked() {
		if (!RULE.matcher(this.slug).matches()) {
			throw InvalidInput.invalid(List.of(new FieldError("slug",
					"must have 1 to %d characters of a-z, 0-9 and -, and neither begin nor end with -"
						.formatted(LONGEST))));
		}
		if (TAKEN.contains(this.slug)) {
			throw InvalidInput
				.invalid(List.of(new FieldError("slug", "means something else at this address; choose another")));
		}
		return this;
	}

}
