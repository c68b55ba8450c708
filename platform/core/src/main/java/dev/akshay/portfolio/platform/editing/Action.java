package dev.akshay.portfolio.platform.editing;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** What made a revision. */
enum Action {

	/** A change that visitors do not see yet. */
	DRAFTED,

	/** It became public. */
	PUBLISHED,

	/** It is to become public at a certain time. */
	SCHEDULED,

	/** It is not to become public by itself any more. */
	UNSCHEDULED,

	/** It is not public any more. */
	UNPUBLISHED,

	/** It got another address. */
	RENAMED,

	/** It got another place among its kind. */
	ORDERED,

	/** It says again what an earlier revision said. */
	RESTORED,

	/** It is gone, and can be restored. */
	DELETED;

	/**
	 * The action as it is stored and told.
	 * @return its name in lower case
	 */
	@JsonValue
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	static Action of(String word) {
		return valueOf(word.toUpperCase(Locale.ROOT));
	}

}
