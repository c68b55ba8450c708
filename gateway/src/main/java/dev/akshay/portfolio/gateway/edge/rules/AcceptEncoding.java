package dev.akshay.portfolio.gateway.edge.rules;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Which codings a client takes
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3">RFC 9110, 12.5.3</a>).
 */
public final class AcceptEncoding {

	private AcceptEncoding() {
	}

	/**
	 * How much a client likes a coding.
	 * @param value its {@code Accept-Encoding}
	 * @param coding the coding's name in lower case
	 * @return 0 (not at all) to 1000
	 */
	public static int weight(@Nullable String value, String coding) {
		if (value == null) {
			return 0;
		}
		int any = 0;
		int at = 0;
		while (at < value.length()) {
			int end = value.indexOf(',', at);
			end = (end < 0) ? value.length() : end;
			int semicolon = value.indexOf(';', at);
			int nameEnd = (semicolon < 0 || semicolon > end) ? end : semicolon;
			int from = at;
			while (from < nameEnd && isSpace(value.charAt(from))) {
				from++;
			}
			int to = nameEnd;
			while (to > from && isSpace(value.charAt(to - 1))) {
				to--;
			}
			if (to - from == coding.length() && value.regionMatches(true, from, coding, 0, coding.length())) {
				return quality(value, nameEnd, end);
			}
			if (to - from == 1 && value.charAt(from) == '*') {
				any = quality(value, nameEnd, end);
			}
			at = end + 1;
		}
		return any;
	}

	private static boolean isSpace(char character) {
		return character == ' ' || character == '\t';
	}

	private static int quality(String value, int from, int end) {
		var parameters = value.substring(from, end).toLowerCase(Locale.ROOT);
		int at = parameters.indexOf("q=");
		if (at < 0) {
			return 1000;
		}
		int quality = 0;
		int unit = 1000;
		for (int next = at + 2; next < parameters.length() && unit > 0; next++) {
			char digit = parameters.charAt(next);
			if (digit >= '0' && digit <= '9') {
				quality += unit * (digit - '0');
				unit /= 10;
			}
			else if (digit != '.') {
				break;
			}
		}
		return Math.min(quality, 1000);
	}

}
