package dev.akshay.portfolio.gateway.edge.rules;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * For how long a response may be shown, and what may be done with it afterwards
 * (<a href="https://www.rfc-editor.org/rfc/rfc9111#section-4.2">RFC 9111, 4.2</a>,
 * <a href="https://www.rfc-editor.org/rfc/rfc5861">RFC 5861</a>).
 *
 * @param receivedAt when it came, in milliseconds since 1970
 * @param ageOnReceipt how old it was then, in seconds
 * @param lifetime for how long it is fresh, in seconds
 * @param alwaysAsk whether the origin is to be asked each time
 * @param staleWhileRevalidate how stale it may be shown while a new one is fetched, in
 * seconds
 * @param staleIfError how stale it may be shown where a new one cannot be had, in seconds
 */
public record Freshness(long receivedAt, long ageOnReceipt, long lifetime, boolean alwaysAsk, long staleWhileRevalidate,
		long staleIfError) {

	/** Statuses that may be kept although nothing says for how long (RFC 9110, 15.1). */
	private static final Set<Integer> HEURISTICALLY_CACHEABLE = Set.of(200, 203, 204, 300, 301, 308, 404, 405, 410, 414,
			501);

	/** A tenth of the time since the last change, as is usual, but no more than a day. */
	private static final int HEURISTIC_SHARE = 10;

	private static final long MOST_HEURISTIC_SECONDS = 24 * 60 * 60;

	private static final long MILLIS = 1000;

	/** What may be done with a stored response. */
	public enum Use {

		/** shown as it is */
		SHOW,
		/** shown, while a new one is fetched */
		SHOW_AND_REVALIDATE,
		/** shown only if the origin says that it is still right */
		VALIDATE

	}

	/**
	 * Judges a response that has just come.
	 * @param status its status
	 * @param headers its headers
	 * @param rules what its {@code Cache-Control} says, or the targeted field instead
	 * @param targeted whether a targeted field said it, which makes {@code Expires} and
	 * {@code Pragma} void
	 * @param age its {@code Age}, if it has one
	 * @param requestedAt when it was asked for, in milliseconds since 1970
	 * @param receivedAt when it came, in milliseconds since 1970
	 * @param defaultStaleIfError how stale it may be shown on errors where it says
	 * nothing about that, in seconds
	 * @return its freshness, or {@code null} if nothing allows to keep it
	 */
	public static @Nullable Freshness of(int status, HttpHeaders headers, Directives rules, boolean targeted,
			@Nullable String age, long requestedAt, long receivedAt, long defaultStaleIfError) {
		long date = HttpDate.parse(headers.getFirst(HttpHeaders.DATE));
		long lifetime = lifetime(status, headers, rules, targeted, (date != HttpDate.NONE) ? date : receivedAt);
		if (lifetime < 0) {
			return null;
		}
		long apparentAge = (date != HttpDate.NONE) ? Math.max(0, receivedAt - date) / MILLIS : 0;
		long delay = Math.max(0, receivedAt - requestedAt) / MILLIS;
		long ageOnReceipt = Math.max(apparentAge, age(age) + delay);
		boolean neverStale = rules.noCache() || rules.mustRevalidate();
		long whileRevalidate = neverStale ? Directives.ABSENT : rules.staleWhileRevalidate();
		long ifError;
		if (neverStale) {
			ifError = Directives.ABSENT;
		}
		else if (rules.staleIfError() != Directives.ABSENT) {
			ifError = rules.staleIfError();
		}
		else {
			// s-maxage by itself forbids to show anything stale
			ifError = (rules.sharedMaxAge() != Directives.ABSENT) ? Directives.ABSENT : defaultStaleIfError;
		}
		return new Freshness(receivedAt, ageOnReceipt, lifetime, rules.noCache(), whileRevalidate, ifError);
	}

	/**
	 * The lifetime in seconds, or a negative number if the response is not to be kept.
	 */
	private static long lifetime(int status, HttpHeaders headers, Directives rules, boolean targeted, long date) {
		if (rules.sharedMaxAge() != Directives.ABSENT) {
			return rules.sharedMaxAge();
		}
		if (rules.maxAge() != Directives.ABSENT) {
			return rules.maxAge();
		}
		if (!targeted) {
			var expires = headers.get(HttpHeaders.EXPIRES);
			if (expires != null && !expires.isEmpty()) {
				long at = (expires.stream().distinct().count() == 1) ? HttpDate.parse(expires.getFirst())
						: HttpDate.NONE;
				return (at != HttpDate.NONE) ? Math.max(0, (at - date) / MILLIS) : 0;
			}
		}
		if (!HEURISTICALLY_CACHEABLE.contains(status) && !rules.isPublic()) {
			return -1;
		}
		long lastModified = HttpDate.parse(headers.getFirst(HttpHeaders.LAST_MODIFIED));
		if (lastModified != HttpDate.NONE && lastModified <= date) {
			return Math.min((date - lastModified) / MILLIS / HEURISTIC_SHARE, MOST_HEURISTIC_SECONDS);
		}
		return (rules.isPublic() || rules.noCache()) ? 0 : -1;
	}

	private static long age(@Nullable String value) {
		if (value == null) {
			return 0;
		}
		int comma = value.indexOf(',');
		var first = ((comma < 0) ? value : value.substring(0, comma)).strip();
		if (first.isEmpty() || first.length() > 10
				|| !first.chars().allMatch((digit) -> digit >= '0' && digit <= '9')) {
			// one that is too long to count is very old, anything else is no age
			return (first.length() > 10 && first.chars().allMatch((digit) -> digit >= '0' && digit <= '9'))
					? Integer.MAX_VALUE : 0;
		}
		return Long.parseLong(first);
	}

	/**
	 * How old the response is.
	 * @param now milliseconds since 1970
	 * @return seconds, the value of {@code Age}
	 */
	public long age(long now) {
		return this.ageOnReceipt + Math.max(0, now - this.receivedAt) / MILLIS;
	}

	/**
	 * For how long it is still fresh.
	 * @param now milliseconds since 1970
	 * @return seconds, negative where it is stale
	 */
	public long timeToLive(long now) {
		return this.lifetime - age(now);
	}

	/**
	 * What may be done with the response for one request.
	 * @param now milliseconds since 1970
	 * @param request what the client says
	 * @return the use it allows
	 */
	public Use use(long now, Directives request) {
		if (this.alwaysAsk || request.noCache()) {
			return Use.VALIDATE;
		}
		long ttl = timeToLive(now);
		if ((request.maxAge() != Directives.ABSENT && age(now) > request.maxAge())
				|| (request.minFresh() != Directives.ABSENT && ttl < request.minFresh())) {
			return Use.VALIDATE;
		}
		if (ttl > 0) {
			return Use.SHOW;
		}
		if (this.staleIfError != Directives.ABSENT && request.maxStale() >= -ttl) {
			return Use.SHOW;
		}
		if (request.maxAge() == Directives.ABSENT && this.staleWhileRevalidate >= -ttl) {
			return Use.SHOW_AND_REVALIDATE;
		}
		return Use.VALIDATE;
	}

	/**
	 * Whether it may be shown where the origin fails.
	 * @param now milliseconds since 1970
	 * @param request what the client says
	 * @return whether it is not too stale for that
	 */
	public boolean isUsableOnError(long now, Directives request) {
		if (this.staleIfError == Directives.ABSENT) {
			return false;
		}
		return Math.max(this.staleIfError, request.staleIfError()) >= -timeToLive(now);
	}

}
