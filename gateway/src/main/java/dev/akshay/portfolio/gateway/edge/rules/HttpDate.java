package dev.akshay.portfolio.gateway.edge.rules;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Dates of HTTP in the three forms that a recipient must understand
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7">RFC 9110, 5.6.7</a>).
 */
public final class HttpDate {

	/** What is answered where there is no date, or none that can be read. */
	public static final long NONE = Long.MIN_VALUE;

	private static final int LONGEST = 40;

	private static final List<DateTimeFormatter> FORMS = List.of(form("EEE, dd MMM yyyy HH:mm:ss 'GMT'"),
			new DateTimeFormatterBuilder().parseCaseInsensitive()
				.appendPattern("EEEE, dd-MMM-")
				// none of them was written before there was a web
				.appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
				.appendPattern(" HH:mm:ss 'GMT'")
				.toFormatter(Locale.US),
			form("EEE MMM ppd HH:mm:ss yyyy"));

	private HttpDate() {
	}

	private static DateTimeFormatter form(String pattern) {
		return new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern).toFormatter(Locale.US);
	}

	/**
	 * Reads a date.
	 * @param value a header's value
	 * @return milliseconds since 1970, or {@link #NONE}
	 */
	public static long parse(@Nullable String value) {
		if (value == null || value.isEmpty() || value.length() > LONGEST) {
			return NONE;
		}
		var text = value.strip();
		for (var form : FORMS) {
			try {
				return LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC).toEpochMilli();
			}
			catch (DateTimeException | ArithmeticException _) {
				// perhaps the next form
			}
		}
		return NONE;
	}

}
