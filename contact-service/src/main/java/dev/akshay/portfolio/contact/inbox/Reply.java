package dev.akshay.portfolio.contact.inbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Begins an answer as a {@code mailto:} address
 * (<a href="https://www.rfc-editor.org/rfc/rfc6068">RFC 6068</a>). Whatever somebody
 * wrote stays inside the field it belongs to: everything but letters, digits and
 * {@code -._~} is percent-encoded, and line breaks are nowhere but in the text.
 */
final class Reply {

	/** Longer ones are not opened by every mail program. */
	static final int LONGEST = 2_000;

	private static final int LONGEST_SUBJECT = 500;

	private static final int LONGEST_NAME = 200;

	private static final String CUT = "%E2%80%A6";

	private static final String LINE_BREAK = "%0D%0A";

	private static final String QUOTE = "%3E%20";

	private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

	private static final Pattern LINES = Pattern.compile("\\r\\n|[\\n\\r\\u0085\\u2028\\u2029]");

	private static final Pattern ANSWERED = Pattern.compile("(?:\\s*re(?:\\[\\d+])?\\s*:)+\\s*",
			Pattern.CASE_INSENSITIVE);

	private final StringBuilder address = new StringBuilder("mailto:");

	private Reply() {
	}

	/**
	 * Begins an answer.
	 * @param name who wrote
	 * @param email where the answer goes
	 * @param subject what it was about
	 * @param body what was written, which is quoted as far as there is room
	 * @param receivedAt when
	 * @return the address, {@value #LONGEST} characters at most
	 */
	static String to(String name, String email, @Nullable String subject, String body, Instant receivedAt) {
		var reply = new Reply();
		// what separates the two parts of an address stays as it is
		reply.address.append(encoded(oneLine(email)).replace("%40", "@"));
		reply.address.append("?subject=Re%3A%20");
		reply.add(unanswered(oneLine((subject != null) ? subject : "your message")), LONGEST_SUBJECT);
		reply.address.append("&body=").append(LINE_BREAK).append(LINE_BREAK);
		reply.add("On " + LocalDate.ofInstant(receivedAt, ZoneOffset.UTC) + ", ", LONGEST_NAME);
		reply.add(oneLine(name), LONGEST_NAME);
		reply.add(" wrote:", LONGEST_NAME);
		reply.quote(body);
		return reply.address.toString();
	}

	private void quote(String body) {
		for (var line : LINES.split(body.strip(), -1)) {
			if (left() < LINE_BREAK.length() + QUOTE.length()
					|| !addWithin(LINE_BREAK + QUOTE, BREAKS.matcher(line).replaceAll(" "))) {
				return;
			}
		}
	}

	private boolean addWithin(String start, String line) {
		this.address.append(start);
		return add(line, left());
	}

	private int left() {
		return LONGEST - CUT.length() - this.address.length();
	}

	/** Adds whole characters, and a sign that there were more. */
	private boolean add(String text, int room) {
		var end = this.address.length() + room;
		for (var index = 0; index < text.length();) {
			var next = text.offsetByCodePoints(index, 1);
			var character = encoded(text.substring(index, next));
			if (this.address.length() + character.length() > end) {
				this.address.append(CUT);
				return false;
			}
			this.address.append(character);
			index = next;
		}
		return true;
	}

	private static String unanswered(String subject) {
		var answered = ANSWERED.matcher(subject);
		return answered.lookingAt() ? subject.substring(answered.end()) : subject;
	}

	private static String oneLine(String text) {
		return BREAKS.matcher(text).replaceAll(" ").strip();
	}

	/** Forms write a space as a plus and leave asterisks alone; addresses do not. */
	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8)
			.replace("+", "%20")
			.replace("*", "%2A")
			.replace("%7E", "~");
	}

}
