package dev.akshay.portfolio.platform.editing;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** How far an import is at one service. */
public enum ImportState {

	/** It is checked and kept, and waits for the decision. */
	STAGED,

	/** It is done. */
	APPLIED;

	/**
	 * The state as it is told.
	 * @return its name in lower case
	 */
	@JsonValue
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
