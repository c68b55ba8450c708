package dev.akshay.portfolio.local.control;

import java.util.List;

/** What can be asked of a supervisor. */
public interface Controlled {

	SuiteStatus status(boolean withMemory);

	List<String> kill(String name, int replica);

	void stop(String name, int replica) throws InterruptedException;

	void start(String name, int replica) throws InterruptedException;

	/** Begins to stop everything. */
	void down();

}
