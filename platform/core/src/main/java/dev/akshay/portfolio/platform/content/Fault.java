package dev.akshay.portfolio.platform.content;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a content file says wrong.
 *
 * @param file the file's name below the content folder
 * @param line where, counted from 1, if that can be told
 * @param field which field, if it is one
 * @param message what is wrong, to be read behind the field's name
 */
public record Fault(String file, @Nullable Integer line, @Nullable String field, String message) {

	@Override
	public String toString() {
		return this.file + ((this.line != null) ? ":" + this.line : "") + ": "
				+ ((this.field != null) ? this.field + " " : "") + this.message;
	}

}
