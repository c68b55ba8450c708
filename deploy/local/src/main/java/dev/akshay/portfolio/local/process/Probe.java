package dev.akshay.portfolio.local.process;

/** Asks a process whether it can do its work by now. */
@FunctionalInterface
public interface Probe {

	/**
	 * One attempt, over within a second or two.
	 * @return whether the process is ready
	 * @throws Exception if it does not answer, which means that it is not ready yet
	 */
	boolean answers() throws Exception;

}
