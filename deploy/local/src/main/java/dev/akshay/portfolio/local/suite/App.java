package dev.akshay.portfolio.local.suite;

import java.nio.file.Path;

/**
 * A program ready to run: a thin jar beside its libraries, in a folder that no later
 * build touches.
 *
 * @param name what it is called
 * @param jar the jar to start
 */
record App(String name, Path jar) {

	Path directory() {
		return this.jar.resolveSibling("");
	}

}
