package dev.akshay.portfolio.gateway.decision;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Tells answers that are streams from others: they begin when there is something to tell,
 * and last as long as somebody listens.
 */
public final class EventStream {

	private static final String TYPE = MediaType.TEXT_EVENT_STREAM_VALUE;

	private EventStream() {
	}

	/**
	 * Whether an answer is one.
	 * @param headers its headers
	 * @return whether they say so
	 */
	public static boolean isIn(HttpHeaders headers) {
		return is(headers.getFirst(HttpHeaders.CONTENT_TYPE));
	}

	/**
	 * Whether an answer of a type is one.
	 * @param contentType the type, with or without parameters, or {@code null} for none
	 * @return whether it is that of such streams
	 */
	public static boolean is(@Nullable String contentType) {
		return contentType != null && contentType.regionMatches(true, 0, TYPE, 0, TYPE.length());
	}

}
