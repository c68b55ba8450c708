package dev.akshay.portfolio.platform.editing;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;

/**
 * A document as its owner sees it.
 *
 * @param <T> the document
 * @param slug its name in addresses
 * @param revision the number of its latest revision
 * @param publishedRevision the number of the revision that visitors see, if they see one
 * @param publishAt when the latest revision becomes public, if it is to
 * @param state how far it is on its way to visitors
 * @param document what the latest revision says; in lists without its text
 * @param html the text as the site shows it; not in lists
 */
public record ContentItem<T>(String slug, int revision, @Nullable Integer publishedRevision,
		@Nullable Instant publishAt, State state, T document, @Nullable String html) {

	static <T> ContentItem<T> of(Item item, T document, @Nullable String html) {
		return new ContentItem<>(item.slug(), item.head(), item.published(), item.publishAt(), item.state(), document,
				html);
	}

	/**
	 * The version that a change has to name in {@code If-Match}.
	 * @return a strong entity tag
	 */
	@JsonIgnore
	@Schema(hidden = true)
	public String tag() {
		return tag(this.revision);
	}

	/**
	 * Answers with this.
	 * @return a 200 with its entity tag
	 */
	@JsonIgnore
	public ResponseEntity<ContentItem<T>> response() {
		return ResponseEntity.ok().eTag(tag()).body(this);
	}

	static String tag(int revision) {
		return "\"r" + revision + '"';
	}

}
