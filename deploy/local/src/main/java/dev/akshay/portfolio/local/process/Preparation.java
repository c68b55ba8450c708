package dev.akshay.portfolio.local.process;

import java.io.IOException;

/** What has to be done before each start of a process. */
@FunctionalInterface
public interface Preparation {

	void prepare() throws IOException, InterruptedException;

}
