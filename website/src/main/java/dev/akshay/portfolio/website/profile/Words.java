package dev.akshay.portfolio.website.profile;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Turns data into words. */
final class Words {

	private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

	private Words() {
	}

	/**
	 * A month in words.
	 * @param date a month such as {@code 2023-05}
	 * @return {@code May 2023}, or the same text if it is something else
	 */
	static String month(String date) {
		try {
			return YearMonth.parse(date).format(MONTH);
		}
		catch (DateTimeException _) {
			return date;
		}
	}

	static String sentence(List<String> items) {
		var line = String.join(", ", items);
		return line.isEmpty() ? line : line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1);
	}

	static String list(List<String> items) {
		return (items.size() < 2) ? String.join("", items)
				: String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
	}

	static String line(@Nullable String... parts) {
		return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(", "));
	}

}
