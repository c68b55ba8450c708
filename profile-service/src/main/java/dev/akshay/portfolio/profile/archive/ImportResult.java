package dev.akshay.portfolio.profile.archive;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.akshay.portfolio.platform.editing.FileChange;
import org.jspecify.annotations.Nullable;

/**
 * What came of an import.
 *
 * @param id under which to ask for it later; none if nothing was to be changed
 * @param state how far it is
 * @param files what becomes of each file
 */
record ImportResult(@Nullable UUID id, State state, List<FileChange> files) {

	/** How far an import is. */
	enum State {

		/** It was looked at, and nothing was changed. */
		CHECKED,

		/** It is certain, and not everybody is done yet. */
		APPLYING,

		/** Everybody is done. */
		APPLIED;

		@JsonValue
		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
