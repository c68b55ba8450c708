package dev.akshay.portfolio.gateway.protection;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.springframework.util.StringUtils;

/**
 * The target of a request
 * (<a href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2">RFC 9112, 3.2</a>) in the
 * one form that everything behind reads the same way. What routes, caches and services
 * could understand differently is refused: dot segments, empty segments, path parameters,
 * slashes and backslashes in disguise, control characters, and what is no UTF-8. What is
 * encoded for nothing is decoded: who compares letters sees what who matches patterns
 * sees.
 */
final class RequestTarget {

	/** What browsers send as it is and URIs know only encoded. */
	private static final String ENCODED = "\"<>^`{|}";

	private static final HexFormat HEX = HexFormat.of().withUpperCase();

	private RequestTarget() {
	}

	/**
	 * Brings a target into origin form.
	 * @param target as it came
	 * @param host the value of the {@code Host} header
	 * @return path and query; the very same string if there is nothing to change
	 * @throws MalformedRequest if it is refused
	 */
	static String normalized(String target, String host) {
		var relative = target.startsWith("/") ? target : withoutAuthority(target, host);
		var query = relative.indexOf('?');
		var end = (query < 0) ? relative.length() : query;
		var encode = checkCharacters(relative, end);
		checkPath(relative, end);
		return encode ? encoded(relative) : relative;
	}

	private static String withoutAuthority(String target, String host) {
		var start = target.indexOf("://");
		var scheme = (start < 0) ? "" : target.substring(0, start);
		if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
			throw new MalformedRequest("the target is neither a path nor a URL");
		}
		var rest = target.substring(start + "://".length());
		var end = 0;
		while (end < rest.length() && rest.charAt(end) != '/' && rest.charAt(end) != '?') {
			end++;
		}
		if (!rest.substring(0, end).equalsIgnoreCase(host)) {
			throw new MalformedRequest("target and Host differ");
		}
		var path = rest.substring(end);
		return path.startsWith("/") ? path : "/" + path;
	}

	/** Whether some characters must be encoded, or are for nothing. */
	private static boolean checkCharacters(String target, int pathEnd) {
		var encode = false;
		for (var i = 0; i < target.length(); i++) {
			var character = target.charAt(i);
			if (character <= ' ' || character >= 0x7F || character == '#') {
				throw new MalformedRequest("the target has characters that must be encoded");
			}
			if (character == '%') {
				if (!PercentEncoding.isAt(target, i)) {
					throw new MalformedRequest("the target has an incomplete encoding");
				}
				encode |= !PercentEncoding.isNormal(target, i);
			}
			else if (character == '\\') {
				if (i < pathEnd) {
					throw new MalformedRequest("the path has a backslash");
				}
				encode = true;
			}
			else if (ENCODED.indexOf(character) >= 0) {
				encode = true;
			}
		}
		return encode;
	}

	private static void checkPath(String target, int end) {
		var segment = 1;
		var encoded = false;
		for (var i = 1; i <= end; i++) {
			if (i == end || target.charAt(i) == '/') {
				checkSegment(target, segment, i, encoded, i == end);
				segment = i + 1;
				encoded = false;
			}
			else if (target.charAt(i) == ';') {
				throw new MalformedRequest("the path has parameters");
			}
			else if (target.charAt(i) == '%') {
				encoded = true;
			}
		}
	}

	private static void checkSegment(String target, int start, int end, boolean encoded, boolean last) {
		var segment = encoded ? decoded(target.substring(start, end)) : null;
		var length = (segment != null) ? segment.length() : end - start;
		if (length == 0 && !last) {
			throw new MalformedRequest("the path has an empty segment");
		}
		if (length == 1 || length == 2) {
			var text = (segment != null) ? segment : target.substring(start, end);
			if (text.equals(".") || text.equals("..")) {
				throw new MalformedRequest("the path has dot segments");
			}
		}
	}

	private static String decoded(String segment) {
		var text = StringUtils.uriDecode(segment, StandardCharsets.UTF_8);
		for (var i = 0; i < text.length(); i++) {
			var character = text.charAt(i);
			if (character < ' ' || character == 0x7F || character == '/' || character == '\\' || character == ';'
					|| character == '\uFFFD') {
				throw new MalformedRequest("the path hides characters that it must not have");
			}
		}
		return text;
	}

	private static String encoded(String target) {
		var encoded = new StringBuilder(target.length() + Byte.SIZE);
		for (var i = 0; i < target.length(); i++) {
			var character = target.charAt(i);
			if (character == '\\' || ENCODED.indexOf(character) >= 0) {
				encoded.append('%').append(HEX.toHexDigits((byte) character));
			}
			else if (character == '%') {
				PercentEncoding.append(encoded, target, i);
				i += PercentEncoding.LENGTH - 1;
			}
			else {
				encoded.append(character);
			}
		}
		return encoded.toString();
	}

}
