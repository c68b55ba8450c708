package dev.akshay.portfolio.platform.owner;

import java.util.Arrays;
import java.util.Optional;

/** A part of what the owner may do, and may let a program do. */
public enum Scope {

	/** See drafts and earlier versions. */
	CONTENT_READ("content:read"),

	/** Change what the site says. */
	CONTENT_WRITE("content:write"),

	/** Read what visitors wrote. */
	INBOX_READ("inbox:read"),

	/** Mark, delete and deliver once more what visitors wrote. */
	INBOX_WRITE("inbox:write"),

	/** See what was done in the owner's name. */
	AUDIT_READ("audit:read");

	private final String value;

	Scope(String value) {
		this.value = value;
	}

	/**
	 * Finds a scope.
	 * @param value as it stands in a token, such as {@code content:write}
	 * @return the scope, empty if there is none of that name
	 */
	public static Optional<Scope> of(String value) {
		return Arrays.stream(values()).filter((scope) -> scope.value.equals(value)).findFirst();
	}

	/**
	 * The scope as it stands in a token.
	 * @return such as {@code content:write}
	 */
	public String value() {
		return this.value;
	}

}
