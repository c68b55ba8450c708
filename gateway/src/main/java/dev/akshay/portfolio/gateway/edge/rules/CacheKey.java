package dev.akshay.portfolio.gateway.edge.rules;

import java.net.URI;
import java.net.URISyntaxException;

import dev.akshay.portfolio.gateway.protection.PercentEncoding;
import org.jspecify.annotations.Nullable;

/**
 * The name under which responses are kept: the target URI, normalised as far as
 * <a href="https://www.rfc-editor.org/rfc/rfc9110#section-4.2.3">RFC 9110, 4.2.3</a>
 * makes two URIs equal whatever the origin thinks. Query strings are left as they are.
 */
public final class CacheKey {

	private CacheKey() {
	}

	/**
	 * The key of a request.
	 * @param uri its target URI
	 * @return the key, or {@code null} if nothing is kept for such a URI: it has a
	 * fragment, or dots that lead elsewhere
	 */
	public static @Nullable String of(URI uri) {
		var text = uri.toString();
		int authority = text.indexOf("//") + 2;
		int path = text.indexOf('/', authority);
		if (authority < 2 || path < 0 || text.indexOf('#', path) >= 0) {
			return null;
		}
		var key = needsNormalising(text, authority, path) ? normalised(text, path) : text;
		return hasDotSegment(key, path) ? null : key;
	}

	/**
	 * The URI as its key spells it, so that what an origin is asked is what the answer is
	 * kept for.
	 * @param uri the URI as a client spelled it
	 * @param key its key
	 * @return the URI to ask for
	 */
	public static URI uri(URI uri, String key) {
		if (uri.toString().equals(key)) {
			return uri;
		}
		try {
			return new URI(key);
		}
		catch (URISyntaxException _) {
			return uri;
		}
	}

	private static boolean needsNormalising(String text, int authority, int path) {
		for (int at = authority; at < path; at++) {
			if (text.charAt(at) >= 'A' && text.charAt(at) <= 'Z') {
				return true;
			}
		}
		return text.indexOf('%', path) >= 0;
	}

	private static String normalised(String text, int path) {
		var key = new StringBuilder(text.length());
		for (int at = 0; at < text.length(); at++) {
			char next = text.charAt(at);
			if (at < path && next >= 'A' && next <= 'Z') {
				key.append((char) (next + 'a' - 'A'));
			}
			else if (next == '%' && at >= path && PercentEncoding.isAt(text, at)) {
				PercentEncoding.append(key, text, at);
				at += PercentEncoding.LENGTH - 1;
			}
			else {
				key.append(next);
			}
		}
		return key.toString();
	}

	private static boolean hasDotSegment(String key, int path) {
		int query = key.indexOf('?', path);
		int end = (query < 0) ? key.length() : query;
		for (int at = key.indexOf("/.", path); at >= 0 && at < end; at = key.indexOf("/.", at + 1)) {
			int next = at + 2;
			if (next < end && key.charAt(next) == '.') {
				next++;
			}
			if (next >= end || key.charAt(next) == '/') {
				return true;
			}
		}
		return false;
	}

}
