package dev.akshay.portfolio.gateway.edge.rules;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Entity tags and how they compare
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3">RFC 9110, 8.8.3</a>).
 */
public final class EntityTag {

	private EntityTag() {
	}

	/**
	 * Whether a value is one whole tag.
	 * @param tag what an {@code ETag} field says
	 * @return whether it is well-formed
	 */
	public static boolean isValid(@Nullable String tag) {
		if (tag == null) {
			return false;
		}
		int start = tag.startsWith("W/") ? 2 : 0;
		return tag.length() >= start + 2 && tag.charAt(start) == '"' && endOf(tag, start) == tag.length();
	}

	public static boolean isWeak(String tag) {
		return tag.startsWith("W/");
	}

	/**
	 * Whether two tags name the very same bytes: both strong and alike.
	 * @param one a tag
	 * @param other another
	 * @return whether they are the same by the strong comparison
	 */
	public static boolean isSame(@Nullable String one, @Nullable String other) {
		return one != null && one.equals(other) && isValid(one) && !isWeak(one);
	}

	/**
	 * Whether {@code If-None-Match} names a representation, by the weak comparison.
	 * @param lines the lines of the field
	 * @param tag the representation's tag, if it has one
	 * @return whether one of them is it, or {@code *} means any
	 */
	public static boolean isAmong(List<String> lines, @Nullable String tag) {
		for (var line : lines) {
			if (isAmong(line, tag)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isAmong(String line, @Nullable String tag) {
		int at = 0;
		while (at < line.length()) {
			char next = line.charAt(at);
			if (next == '*') {
				return true;
			}
			if (next == 'W' && line.startsWith("W/\"", at)) {
				at += 2;
				next = '"';
			}
			if (next == '"') {
				int end = endOf(line, at);
				if (end < 0) {
					return false;
				}
				if (tag != null && opaque(tag).contentEquals(line.substring(at, end))) {
					return true;
				}
				at = end;
			}
			else {
				at++;
			}
		}
		return false;
	}

	/** Behind the closing quote, or a negative number if there is none. */
	private static int endOf(String text, int quote) {
		int close = text.indexOf('"', quote + 1);
		return (close < 0) ? -1 : close + 1;
	}

	private static String opaque(String tag) {
		return isWeak(tag) ? tag.substring(2) : tag;
	}

	/**
	 * The tag of the same content in another coding.
	 * @param tag the tag of the content as it is
	 * @param coding the name of the coding
	 * @return a tag of the same strength that no other coding has
	 */
	public static String coded(String tag, String coding) {
		return tag.substring(0, tag.length() - 1) + '-' + coding + '"';
	}

	/**
	 * The same tag, promising no more than that the content means the same.
	 * @param tag a tag
	 * @return the weak tag
	 */
	public static String weak(String tag) {
		return isWeak(tag) ? tag : "W/" + tag;
	}

}
