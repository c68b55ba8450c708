package dev.akshay.portfolio.gateway.edge.rules;

import java.util.List;
import java.util.Locale;

import org.greenbytes.http.sfv.BooleanItem;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import org.jspecify.annotations.Nullable;

/**
 * The directives of a {@code Cache-Control} field, of a request or of a response
 * (<a href="https://www.rfc-editor.org/rfc/rfc9111#section-5.2">RFC 9111, 5.2</a>), with
 * the two of <a href="https://www.rfc-editor.org/rfc/rfc5861">RFC 5861</a>.
 * <p>
 * Reading never fails. What cannot be read counts against keeping and for asking: a
 * lifetime that is no number, or is given twice with two values, is none; a quotation
 * that does not end hides what follows and forbids storing.
 */
public final class Directives {

	/** A number of seconds that was not given. */
	public static final long ABSENT = -1;

	/** What stands where there is no field. */
	public static final Directives NONE = new Directives();

	/** As many seconds as RFC 9111 asks caches to be able to count. */
	private static final long MOST_SECONDS = 1L << 31;

	private static final int MOST_DIGITS = 18;

	private boolean noStore;

	private boolean noCache;

	private boolean forOne;

	private boolean forAll;

	private boolean mustRevalidate;

	private boolean proxyRevalidate;

	private boolean mustUnderstand;

	private boolean noTransform;

	private boolean onlyIfCached;

	private long maxAge = ABSENT;

	private long sharedMaxAge = ABSENT;

	private long staleWhileRevalidate = ABSENT;

	private long staleIfError = ABSENT;

	private long minFresh = ABSENT;

	private long maxStale = ABSENT;

	private Directives() {
	}

	/**
	 * Reads {@code Cache-Control}.
	 * @param lines the lines of the field, in order
	 * @return what they say
	 */
	public static Directives of(@Nullable List<String> lines) {
		if (lines == null || lines.isEmpty()) {
			return NONE;
		}
		var directives = new Directives();
		for (var line : lines) {
			directives.read(line);
		}
		return directives;
	}

	/**
	 * Reads the directives of a request; {@code Pragma: no-cache} counts where there is
	 * no {@code Cache-Control}
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9111#section-5.4">RFC 9111, 5.4</a>).
	 * @param cacheControl the lines of {@code Cache-Control}
	 * @param pragma the lines of {@code Pragma}
	 * @return what they say
	 */
	public static Directives ofRequest(@Nullable List<String> cacheControl, @Nullable List<String> pragma) {
		if (cacheControl != null && !cacheControl.isEmpty()) {
			return of(cacheControl);
		}
		if (pragma != null && pragma.stream().anyMatch((line) -> line.toLowerCase(Locale.ROOT).contains("no-cache"))) {
			var directives = new Directives();
			directives.noCache = true;
			return directives;
		}
		return NONE;
	}

	/**
	 * Reads a targeted field such as {@code CDN-Cache-Control}, a dictionary of
	 * structured fields (<a href="https://www.rfc-editor.org/rfc/rfc9213">RFC 9213</a>).
	 * @param lines the lines of the field
	 * @return what it says, or {@code null} if it is absent, empty or malformed and so
	 * counts as absent
	 */
	public static @Nullable Directives targeted(@Nullable List<String> lines) {
		if (lines == null || lines.isEmpty()) {
			return null;
		}
		try {
			var members = new Parser(lines).parseDictionary().get();
			if (members.isEmpty()) {
				return null;
			}
			var directives = new Directives();
			for (var member : members.entrySet()) {
				if (!directives.take(member.getKey(), member.getValue())) {
					return null;
				}
			}
			return directives;
		}
		catch (ParseException _) {
			return null;
		}
	}

	/** Whether the value is of the type that the directive has. */
	private boolean take(String name, ListElement<?> value) {
		if (isDuration(name)) {
			if (!(value instanceof IntegerItem seconds) || seconds.getAsLong() < 0) {
				return false;
			}
			set(name, String.valueOf(seconds.getAsLong()));
			return true;
		}
		if (!(value instanceof BooleanItem flag) || flag.get()) {
			set(name, null);
		}
		return true;
	}

	private static boolean isDuration(String name) {
		return switch (name) {
			case "max-age", "s-maxage", "stale-while-revalidate", "stale-if-error" -> true;
			default -> false;
		};
	}

	private void read(String line) {
		int at = 0;
		int end = line.length();
		while (at < end) {
			int nameEnd = at;
			while (nameEnd < end && line.charAt(nameEnd) != ',' && line.charAt(nameEnd) != '=') {
				nameEnd++;
			}
			var name = line.substring(at, nameEnd).strip().toLowerCase(Locale.ROOT);
			String value = null;
			at = nameEnd;
			if (at < end && line.charAt(at) == '=') {
				int valueStart = skipSpace(line, at + 1);
				if (valueStart < end && line.charAt(valueStart) == '"') {
					int quoteEnd = endOfQuote(line, valueStart);
					if (quoteEnd < 0) {
						this.noStore = true;
						return;
					}
					value = line.substring(valueStart + 1, quoteEnd);
					at = quoteEnd + 1;
				}
				else {
					int valueEnd = line.indexOf(',', valueStart);
					valueEnd = (valueEnd < 0) ? end : valueEnd;
					value = line.substring(valueStart, valueEnd).strip();
					at = valueEnd;
				}
			}
			set(name, value);
			int comma = line.indexOf(',', at);
			at = (comma < 0) ? end : comma + 1;
		}
	}

	private static int skipSpace(String line, int from) {
		int at = from;
		while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
			at++;
		}
		return at;
	}

	private static int endOfQuote(String line, int from) {
		for (int at = from + 1; at < line.length(); at++) {
			switch (line.charAt(at)) {
				case '\\' -> at++;
				case '"' -> {
					return at;
				}
				default -> {
				}
			}
		}
		return -1;
	}

	// with an argument, no-cache and private speak of single fields; here they always
	// speak of the whole, which is what the RFC allows caches that do not separate them
	private void set(String name, @Nullable String value) {
		switch (name) {
			case "no-store" -> this.noStore = true;
			case "no-cache" -> this.noCache = true;
			case "private" -> this.forOne = true;
			case "public" -> this.forAll = true;
			case "must-revalidate" -> this.mustRevalidate = true;
			case "proxy-revalidate" -> this.proxyRevalidate = true;
			case "must-understand" -> this.mustUnderstand = true;
			case "no-transform" -> this.noTransform = true;
			case "only-if-cached" -> this.onlyIfCached = true;
			case "max-age" -> this.maxAge = lifetime(this.maxAge, value);
			case "s-maxage" -> this.sharedMaxAge = lifetime(this.sharedMaxAge, value);
			case "stale-while-revalidate" -> this.staleWhileRevalidate = seconds(value);
			case "stale-if-error" -> this.staleIfError = seconds(value);
			case "min-fresh" -> this.minFresh = seconds(value);
			case "max-stale" -> this.maxStale = (value != null) ? seconds(value) : MOST_SECONDS;
			default -> {
				// what a cache does not know it ignores
			}
		}
	}

	private static long lifetime(long before, @Nullable String value) {
		long seconds = Math.max(seconds(value), 0);
		return (before == ABSENT || before == seconds) ? seconds : 0;
	}

	private static long seconds(@Nullable String value) {
		if (value == null || value.isEmpty()) {
			return ABSENT;
		}
		for (int at = 0; at < value.length(); at++) {
			if (value.charAt(at) < '0' || value.charAt(at) > '9') {
				return ABSENT;
			}
		}
		return (value.length() > MOST_DIGITS) ? MOST_SECONDS : Math.min(Long.parseLong(value), MOST_SECONDS);
	}

	public boolean noStore() {
		return this.noStore;
	}

	public boolean noCache() {
		return this.noCache;
	}

	/**
	 * Whether the response is for one person only.
	 * @return whether {@code private} was said
	 */
	public boolean isPrivate() {
		return this.forOne;
	}

	/**
	 * Whether every cache may keep it, other rules notwithstanding.
	 * @return whether {@code public} was said
	 */
	public boolean isPublic() {
		return this.forAll;
	}

	/**
	 * Whether nothing stale may be shown; for a shared cache, {@code proxy-revalidate}
	 * says the same.
	 * @return whether one of them was said
	 */
	public boolean mustRevalidate() {
		return this.mustRevalidate || this.proxyRevalidate;
	}

	/**
	 * Whether the answer to a request with {@code Authorization} may be kept for others
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9111#section-3.5">RFC 9111, 3.5</a>).
	 * @return whether one of the directives that allow it was given
	 */
	public boolean allowAuthorized() {
		return this.forAll || this.mustRevalidate || this.sharedMaxAge != ABSENT;
	}

	public boolean mustUnderstand() {
		return this.mustUnderstand;
	}

	public boolean noTransform() {
		return this.noTransform;
	}

	public boolean onlyIfCached() {
		return this.onlyIfCached;
	}

	/**
	 * The lifetime, or the largest age a client accepts.
	 * @return seconds, or {@link #ABSENT}
	 */
	public long maxAge() {
		return this.maxAge;
	}

	/**
	 * The lifetime in a shared cache.
	 * @return seconds, or {@link #ABSENT}
	 */
	public long sharedMaxAge() {
		return this.sharedMaxAge;
	}

	/**
	 * For how long it may be shown stale while a new one is fetched.
	 * @return seconds, or {@link #ABSENT}
	 */
	public long staleWhileRevalidate() {
		return this.staleWhileRevalidate;
	}

	/**
	 * For how long it may be shown stale where a new one cannot be had.
	 * @return seconds, or {@link #ABSENT}
	 */
	public long staleIfError() {
		return this.staleIfError;
	}

	/**
	 * How much longer a response must be fresh for a client to take it.
	 * @return seconds, or {@link #ABSENT}
	 */
	public long minFresh() {
		return this.minFresh;
	}

	/**
	 * How stale a response may be for a client to take it.
	 * @return seconds, or {@link #ABSENT}
	 */
	public long maxStale() {
		return this.maxStale;
	}

}
