package dev.akshay.portfolio.platform.idempotency;

import java.util.regex.Pattern;

import dev.akshay.portfolio.platform.problem.InvalidInput;

import org.springframework.http.HttpHeaders;

/**
 * The key a client gave its request. It comes as a string of
 * <a href="https://www.rfc-editor.org/rfc/rfc8941#section-3.3.3">RFC 8941</a>, quoted;
 * bare ones are taken, too, as many clients send them.
 *
 * @param value the key without quotes
 */
record IdempotencyKey(String value) {

	static final String HEADER = "Idempotency-Key";

	private static final int LONGEST = 255;

	private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

	/**
	 * What ends a bare value: quotes, and what separates several values or parameters.
	 */
	private static final Pattern BARE = Pattern.compile("[\\x21-\\x7e&&[^\",;\\\\]]+");

	/** Never goes back, or a long value would overflow the stack. */
	private static final Pattern QUOTED = Pattern.compile("\"(?:[\\x20-\\x7e&&[^\"\\\\]]|\\\\[\"\\\\])*+\"");

	private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\])");

	static IdempotencyKey of(HttpHeaders headers) {
		var values = headers.getOrEmpty(HEADER);
		if (values.isEmpty()) {
			throw InvalidInput.malformed(HEADER,
					"is missing. Send a new one, such as a UUID, with each new request and the same with each repeat");
		}
		var value = values.getFirst();
		if (values.size() > 1) {
			throw InvalidInput.malformed(HEADER, "must be given once");
		}
		return new IdempotencyKey(unquoted(value.strip()));
	}

	private static String unquoted(String value) {
		var key = QUOTED.matcher(value).matches()
				? ESCAPED.matcher(value.substring(1, value.length() - 1)).replaceAll("$1") : bare(value);
		if (!VISIBLE.matcher(key).matches()) {
			throw malformed();
		}
		if (key.length() > LONGEST) {
			throw InvalidInput.malformed(HEADER, "must not be longer than " + LONGEST + " characters");
		}
		return key;
	}

	private static String bare(String value) {
		if (!BARE.matcher(value).matches()) {
			throw malformed();
		}
		return value;
	}

	private static InvalidInput malformed() {
		return InvalidInput.malformed(HEADER,
				"must be a string of 1 to " + LONGEST + " visible ASCII characters in double quotes");
	}

}
