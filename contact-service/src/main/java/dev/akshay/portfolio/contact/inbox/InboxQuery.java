package dev.akshay.portfolio.contact.inbox;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * Which messages the owner wants to see.
 *
 * @param states those in one of these states
 * @param suspect those that are suspect, those that are not, or both
 * @param words those that contain this, {@code null} for all
 * @param before those older than this place
 * @param limit so many at most
 */
record InboxQuery(List<MessageState> states, List<Boolean> suspect, @Nullable String words, Cursor before, int limit) {

	static final int LONGEST_WORDS = 100;

	static final int MOST = 200;

	private static final int USUAL = 50;

	private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");

	private static final Pattern WILDCARD = Pattern.compile("[\\\\%_]");

	/**
	 * Reads the parameters of a request, each of which may be left out.
	 * @param state the name of a state
	 * @param suspect {@code true} or {@code false}
	 * @param words what to look for
	 * @param before where an earlier answer ended
	 * @param limit how many at most
	 * @return the query
	 * @throws InvalidInput naming the parameter that cannot be used
	 */
	static InboxQuery of(@Nullable String state, @Nullable String suspect, @Nullable String words,
			@Nullable String before, @Nullable String limit) {
		return new InboxQuery(states(state), marks(suspect), words(words), place(before), limit(limit));
	}

	/** What to look for as a pattern of SQL: a wildcard in it means itself. */
	@Nullable String pattern() {
		return (this.words != null) ? '%' + WILDCARD.matcher(this.words).replaceAll("\\\\$0") + '%' : null;
	}

	private static List<MessageState> states(@Nullable String name) {
		if (name == null) {
			return List.of(MessageState.values());
		}
		return List.of(MessageState.of(name)
			.orElseThrow(() -> InvalidInput.malformed("state",
					"must be one of " + Arrays.stream(MessageState.values())
						.map(MessageState::toString)
						.collect(Collectors.joining(", ")))));
	}

	private static List<Boolean> marks(@Nullable String suspect) {
		return switch (suspect) {
			case null -> List.of(true, false);
			case "true" -> List.of(true);
			case "false" -> List.of(false);
			default -> throw InvalidInput.malformed("suspect", "must be true or false");
		};
	}

	private static @Nullable String words(@Nullable String words) {
		if (words == null || words.isBlank()) {
			return null;
		}
		if (words.length() > LONGEST_WORDS) {
			throw invalid("q", "must not be longer than " + LONGEST_WORDS + " characters");
		}
		if (CONTROL.matcher(words).find()) {
			throw invalid("q", "must not contain control characters");
		}
		return words.strip();
	}

	private static Cursor place(@Nullable String before) {
		if (before == null) {
			return Cursor.START;
		}
		return Cursor.of(before)
			.orElseThrow(() -> InvalidInput.malformed("before", "must be what `next` of an earlier answer says"));
	}

	private static int limit(@Nullable String limit) {
		if (limit == null) {
			return USUAL;
		}
		try {
			var number = Integer.parseInt(limit);
			if (number < 1 || number > MOST) {
				throw invalid("limit", "must be from 1 to " + MOST);
			}
			return number;
		}
		catch (NumberFormatException _) {
			throw InvalidInput.malformed("limit", "must be a number from 1 to " + MOST);
		}
	}

	private static InvalidInput invalid(String field, String message) {
		return InvalidInput.invalid(List.of(new FieldError(field, message)));
	}

}
