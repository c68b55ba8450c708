package dev.akshay.portfolio.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import dev.akshay.portfolio.local.control.SuiteStatus;
import dev.akshay.portfolio.local.process.ProcessStatus;
import dev.akshay.portfolio.local.process.State;

/**
 * What {@code up} shows while it works: a table that changes in place on a terminal, a
 * line per change elsewhere.
 */
final class View {

	private final boolean terminal = Boolean.getBoolean("portfolio.terminal");

	private final Map<String, State> known = new HashMap<>();

	private int height;

	void progress(String line) {
		System.out.println(line + " …");
	}

	void show(SuiteStatus suite) {
		if (this.terminal) {
			draw(StatusTable.of(suite));
		}
		else {
			suite.processes().forEach(this::tellChange);
		}
	}

	private void draw(String table) {
		String clear = (this.height > 0) ? "\033[%dA\033[J".formatted(this.height) : "";
		this.height = (int) table.lines().count();
		// a line that wraps would spoil the count of lines to go back
		System.out.print(clear + "\033[?7l" + table + "\033[?7h");
		System.out.flush();
	}

	private void tellChange(ProcessStatus process) {
		String id = (process.replica() == 1) ? process.name() : process.name() + " " + process.replica();
		State before = this.known.put(id, process.state());
		if (process.state() == before) {
			return;
		}
		switch (process.state()) {
			case STARTING -> {
			}
			case READY ->
				System.out.println(String.format(Locale.ROOT, "%-19s ready after %.1f s", id, process.uptimeSeconds()));
			default -> System.out.println("%-19s %s".formatted(id, process.state()));
		}
	}

	void password(Path file) {
		System.out.printf("The studio is at /studio; the password for the first log-in is in %s%n%n", file);
	}

	void ready(SuiteStatus suite) {
		show(suite);
		double seconds = (suite.upSeconds() != null) ? suite.upSeconds() : 0;
		System.out.println(String.format(Locale.ROOT, "%nThe site is at %s (up in %.1f s).%n", suite.url(), seconds));
		this.height = 0;
	}

}
