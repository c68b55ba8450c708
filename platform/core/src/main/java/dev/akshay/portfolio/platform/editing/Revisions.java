package dev.akshay.portfolio.platform.editing;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;

import org.springframework.http.ResponseEntity;

/**
 * The history of a document.
 *
 * @param <T> the document
 * @param head the number of its latest revision
 * @param revisions newest first
 */
public record Revisions<T>(@JsonIgnore int head, List<Revision<T>> revisions) {

	/**
	 * Answers with this.
	 * @return a 200 with the entity tag of the document
	 */
	@JsonIgnore
	public ResponseEntity<Revisions<T>> response() {
		return ResponseEntity.ok().eTag(ContentItem.tag(this.head)).body(this);
	}

}
