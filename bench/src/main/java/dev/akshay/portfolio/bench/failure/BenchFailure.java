package dev.akshay.portfolio.bench.failure;

/** A measurement cannot be made, or would not be what it says. */
public class BenchFailure extends RuntimeException {

	/**
	 * Why, and what to do.
	 * @param reason one line
	 */
	public BenchFailure(String reason) {
		super(reason);
	}

	/**
	 * Why, and what to do.
	 * @param reason one line
	 * @param cause what was behind it
	 */
	public BenchFailure(String reason, Throwable cause) {
		super(reason, cause);
	}

}
