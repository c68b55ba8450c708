package dev.akshay.portfolio.platform.editing;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.akshay.portfolio.platform.problem.FieldError;

/**
 * What an import does with one file.
 *
 * @param path the file's path in the archive
 * @param change what becomes of it
 * @param errors what is wrong with it, if it is refused
 */
public record FileChange(String path, Kind change,
		@JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {

	@SuppressWarnings("NullAway") // another service leaves out an empty list
	public FileChange {
		errors = (errors != null) ? List.copyOf(errors) : List.of();
	}

	static FileChange of(String path, Kind change) {
		return new FileChange(path, change, List.of());
	}

	/**
	 * Refuses a file.
	 * @param path its path in the archive
	 * @param errors what is wrong with it
	 * @return that it is refused
	 */
	public static FileChange refused(String path, List<FieldError> errors) {
		return new FileChange(path, Kind.REFUSED, errors);
	}

	/** What becomes of a file. */
	public enum Kind {

		/** There was none. */
		NEW,

		/** It says something else than before. */
		CHANGED,

		/** It is there as it is. */
		UNCHANGED,

		/** It is not in the archive, and goes. */
		REMOVED,

		/** It cannot be taken. */
		REFUSED;

		/**
		 * The kind as it is told.
		 * @return its name in lower case
		 */
		@JsonValue
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
