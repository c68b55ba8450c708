package dev.akshay.portfolio.platform.web;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;

/**
 * How content is answered that everybody may read. A browser asks each time and mostly
 * hears that nothing changed; the edge in front of the services keeps a copy for longer,
 * as it is told of changes: {@code CDN-Cache-Control}
 * (<a href="https://www.rfc-editor.org/rfc/rfc9213">RFC 9213</a>) says for how long, and
 * {@code Cache-Tag} which changes concern it.
 */
public final class PublicContent {

	/** Names what a response is made of, separated by commas. */
	public static final String CACHE_TAG = "Cache-Tag";

	/** The caching rule for the edge alone. */
	public static final String CDN_CACHE_CONTROL = "CDN-Cache-Control";

	private static final String FOR_EVERYBODY = Objects
		.requireNonNull(CacheControl.maxAge(Duration.ZERO).cachePublic().mustRevalidate().getHeaderValue());

	private final String edgeRule;

	private final String edgeRuleForNothing;

	/**
	 * Content for an edge.
	 * @param lifetime how long the edge keeps it
	 */
	public PublicContent(EdgeLifetime lifetime) {
		this.edgeRule = lifetime.ofContent();
		this.edgeRuleForNothing = lifetime.ofNothing();
	}

	/**
	 * Answers with public content. Its {@code ETag} is added on the way out, made of the
	 * bytes.
	 * @param <T> the content's type
	 * @param content what is read
	 * @param tags the ids of all content that it shows
	 * @return a 200 that the edge may keep until one of the tags changes
	 */
	public <T> ResponseEntity<T> of(T content, String... tags) {
		return ResponseEntity.ok().headers((headers) -> describe(headers, List.of(tags))).body(content);
	}

	/**
	 * Tells that content has another address by now.
	 * @param <T> the content's type
	 * @param location where it is
	 * @param tags the ids of all content whose change may make this untrue
	 * @return a 308 that the edge may keep until one of the tags changes
	 */
	public <T> ResponseEntity<T> moved(String location, String... tags) {
		return ResponseEntity.status(HttpStatus.PERMANENT_REDIRECT)
			.location(URI.create(location))
			.headers((headers) -> describe(headers, List.of(tags)))
			.build();
	}

	/**
	 * Writes the caching rules of public content into the headers of its response.
	 * @param headers the headers
	 * @param tags the ids of all content that it shows; none if it changes with the
	 * program only
	 */
	public void describe(HttpHeaders headers, Collection<String> tags) {
		headers.setCacheControl(FOR_EVERYBODY);
		headers.set(CDN_CACHE_CONTROL, this.edgeRule);
		tag(headers, tags);
	}

	/**
	 * Lets the edge repeat for a moment that there is nothing of a name. Everybody else
	 * keeps asking.
	 * @param <E> the error's type
	 * @param error says that there is nothing
	 * @param tags the ids of content whose change may bring it into being
	 * @return the same error
	 */
	public <E extends ErrorResponseException> E missing(E error, String... tags) {
		describeMissing(error.getHeaders(), List.of(tags));
		return error;
	}

	/**
	 * Writes the edge's caching rule of a 404 into its headers.
	 * @param headers the headers
	 * @param tags the ids of content whose change may bring it into being
	 */
	public void describeMissing(HttpHeaders headers, Collection<String> tags) {
		headers.set(CDN_CACHE_CONTROL, this.edgeRuleForNothing);
		tag(headers, tags);
	}

	/**
	 * Reads the tags of a response.
	 * @param headers its headers
	 * @return the tags, none if it carries none
	 */
	public static List<String> tagsOf(HttpHeaders headers) {
		@Nullable String tags = headers.getFirst(CACHE_TAG);
		return (tags != null) ? Arrays.stream(tags.split(",")).map(String::strip).toList() : List.of();
	}

	private static void tag(HttpHeaders headers, Collection<String> tags) {
		if (!tags.isEmpty()) {
			headers.set(CACHE_TAG, String.join(", ", tags));
		}
	}

}
