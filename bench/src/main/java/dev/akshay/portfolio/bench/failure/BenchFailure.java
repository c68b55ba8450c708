package dev.akshay.portfolio.bench.failure;

import java.util.List;

/** A measurement cannot be made, or would not be what it says. */
public class BenchFailure extends RuntimeException {

	private final transient List<String> details;

	/**
	 * Why, and what to do.
	 * @param reason one line
	 */
	public BenchFailure(String reason) {
		this(reason, List.of());
	}

	/**
	 * Why, and what whoever was asked said of it.
	 * @param reason one line
	 * @param details more lines, which are shown below it
	 */
	public BenchFailure(String reason, List<String> details) {
		super(reason);
		this.details = List.copyOf(details);
	}

	/**
	 * Why, and what to do.
	 * @param reason one line
	 * @param cause what was behind it
	 */
	public BenchFailure(String reason, Throwable cause) {
		super(reason, cause);
		this.details = List.of();
	}

	/**
	 * What is worth showing below the reason.
	 * @return lines, often none
	 */
	public List<String> details() {
		return this.details;
	}

}
