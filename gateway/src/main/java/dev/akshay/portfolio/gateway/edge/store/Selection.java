package dev.akshay.portfolio.gateway.edge.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * For which requests a response was made, beside its URI: what {@code Vary} names, and
 * what the request said there
 * (<a href="https://www.rfc-editor.org/rfc/rfc9111#section-4.1">RFC 9111, 4.1</a>).
 *
 * @param names the headers' names in lower case
 * @param values what each said, {@code null} for nothing
 */
record Selection(List<String> names, List<@Nullable String> values) {

	private static final Selection EVERYTHING = new Selection(List.of(), List.of());

	/** How many headers a response may depend on; with more it is not kept. */
	private static final int MOST_NAMES = 16;

	/**
	 * Reads {@code Vary}. {@code Accept-Encoding} does not count: origins are asked for
	 * the plain content, and the codings are made here.
	 * @param vary the lines of the field
	 * @param request the headers of the request that the response answers
	 * @return the selection, or {@code null} if no other request can be answered so
	 */
	static @Nullable Selection of(@Nullable List<String> vary, HttpHeaders request) {
		if (vary == null || vary.isEmpty()) {
			return EVERYTHING;
		}
		var names = new ArrayList<String>();
		for (var line : vary) {
			for (var part : line.split(",", -1)) {
				var name = part.strip().toLowerCase(Locale.ROOT);
				if (name.equals("*")) {
					return null;
				}
				if (!name.isEmpty() && !name.equals("accept-encoding") && !names.contains(name)) {
					names.add(name);
				}
			}
		}
		if (names.size() > MOST_NAMES) {
			return null;
		}
		var values = new ArrayList<@Nullable String>();
		for (var name : names) {
			values.add(value(request, name));
		}
		return new Selection(names, values);
	}

	boolean matches(HttpHeaders request) {
		for (int at = 0; at < this.names.size(); at++) {
			var value = this.values.get(at);
			var requested = value(request, this.names.get(at));
			if ((value == null) ? requested != null : !value.equals(requested)) {
				return false;
			}
		}
		return true;
	}

	// lines and spaces around commas mean nothing
	private static @Nullable String value(HttpHeaders request, String name) {
		var lines = request.get(name);
		if (lines == null || lines.isEmpty()) {
			return null;
		}
		var value = String.join(",", lines);
		return (value.indexOf(',') < 0) ? value.strip() : value.strip().replaceAll("[ \\t]*,[ \\t]*", ",");
	}

	int weight() {
		int weight = 0;
		for (int at = 0; at < this.names.size(); at++) {
			var value = this.values.get(at);
			weight += this.names.get(at).length() + ((value != null) ? value.length() : 0);
		}
		return weight;
	}

}
