package dev.akshay.portfolio.local.failure;

import java.util.List;

/**
 * Something the person at the keyboard can act on, told in one line, with the last lines
 * of a log where they help.
 */
public final class Failure extends RuntimeException {

	private final String reason;

	private final transient List<String> details;

	public Failure(String reason) {
		this(reason, List.of());
	}

	public Failure(String reason, List<String> details) {
		super(reason);
		this.reason = reason;
		this.details = List.copyOf(details);
	}

	public String reason() {
		return this.reason;
	}

	public List<String> details() {
		return this.details;
	}

}
