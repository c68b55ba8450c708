package dev.akshay.portfolio.platform.editing;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** How far a document is on its way to visitors. */
public enum State {

	/** Nobody but the owner sees it. */
	DRAFT,

	/** Its latest revision becomes public at a certain time. */
	SCHEDULED,

	/** Visitors see its latest revision. */
	PUBLISHED,

	/** Visitors see an earlier revision. */
	CHANGED,

	/** It is gone, and can be restored. */
	DELETED;

	/**
	 * The state as it is told.
	 * @return its name in lower case
	 */
	@JsonValue
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
