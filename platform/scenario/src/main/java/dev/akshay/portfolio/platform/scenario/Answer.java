package dev.akshay.portfolio.platform.scenario;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * How one request ended, as far as verdicts are concerned. All of it can be seen in a
 * browser, too.
 *
 * @param status its status; 0 if nothing, or not all of it, arrived
 * @param millis how long it took until all of it was there
 * @param stale whether the edge showed what it had kept, since the service failed
 * @param struck whether it is the fault itself
 * @param refused whether it says when to come back, since the service is left alone
 * @param honest whether it is no failure, or one that says why or when to come back, and
 * that nobody may keep
 */
public record Answer(int status, double millis, boolean stale, boolean struck, boolean refused, boolean honest) {

	private static final int SERVER_ERROR = 500;

	private static final int UNAVAILABLE = 503;

	/**
	 * What an answer says of itself.
	 * @param status its status
	 * @param header gives the value of a header, or nothing
	 * @param millis how long it took
	 * @return the answer
	 */
	static Answer of(int status, Function<String, @Nullable String> header, double millis) {
		boolean struck = header.apply("Chaos-Fault") != null;
		boolean comeBack = header.apply("Retry-After") != null;
		boolean honest = status < SERVER_ERROR || ((struck || comeBack) && says(header, "Cache-Control", "no-store")
				&& (says(header, "Content-Type", "application/problem+json")
						|| says(header, "Content-Type", "text/html")));
		return new Answer(status, millis, says(header, "Cache-Status", "stale-if-error"), struck,
				status == UNAVAILABLE && comeBack && !struck, honest);
	}

	/**
	 * Nothing came, or not all of it.
	 * @param millis how long that took
	 * @return what there is instead of an answer
	 */
	static Answer none(double millis) {
		return new Answer(0, millis, false, false, false, false);
	}

	boolean arrived() {
		return this.status != 0;
	}

	private static boolean says(Function<String, @Nullable String> header, String name, String what) {
		String value = header.apply(name);
		return value != null && value.contains(what);
	}

}
