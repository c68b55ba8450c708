package dev.akshay.portfolio.platform.web;

import java.time.Duration;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;

/** How content is answered that everybody may read and every cache may keep. */
public final class PublicContent {

	private PublicContent() {
	}

	/**
	 * Answers with public content. Its {@code ETag} is added on the way out, made of the
	 * bytes.
	 * @param <T> the content's type
	 * @param content what is read
	 * @return a 200 that may be kept and must be validated before it is used again
	 */
	public static <T> ResponseEntity<T> of(T content) {
		return ResponseEntity.ok().cacheControl(cacheControl()).body(content);
	}

	/**
	 * The caching rule of public content: kept by everybody, never shown without asking.
	 * @return the header's value
	 */
	public static CacheControl cacheControl() {
		return CacheControl.maxAge(Duration.ZERO).cachePublic().mustRevalidate();
	}

}
