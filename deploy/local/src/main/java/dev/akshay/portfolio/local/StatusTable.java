package dev.akshay.portfolio.local;

import java.time.Duration;
import java.util.Locale;

import dev.akshay.portfolio.local.control.SuiteStatus;
import dev.akshay.portfolio.local.process.ProcessStatus;

/** The state of a suite as a person reads it. */
final class StatusTable {

	private static final String ROW = "%-19s %-10s %7s %6s %8s %8s  %s%n";

	private StatusTable() {
	}

	static String of(SuiteStatus suite) {
		StringBuilder table = new StringBuilder(
				ROW.formatted("process", "state", "pid", "MiB", "uptime", "restarts", "url"));
		suite.processes().forEach((process) -> table.append(row(process)));
		if (suite.residentMiB() > 0) {
			table.append("%d MiB in all".formatted(suite.residentMiB()));
			if (suite.upSeconds() != null) {
				table.append(String.format(Locale.ROOT, ", up in %.1f s", suite.upSeconds()));
			}
			table.append(System.lineSeparator());
		}
		return table.toString();
	}

	private static String row(ProcessStatus process) {
		String name = (process.replica() == 1) ? process.name() : process.name() + " " + process.replica();
		return ROW
			.formatted(name, process.state(), (process.pid() != null) ? process.pid() : "-",
					(process.residentMiB() > 0) ? process.residentMiB() : "-", uptime(process.uptimeSeconds()),
					process.restarts(), (process.url() != null) ? process.url() : "")
			.replaceAll(" +(\\R)$", "$1");
	}

	private static String uptime(double seconds) {
		Duration uptime = Duration.ofMillis((long) (seconds * 1000));
		if (uptime.toHours() > 0) {
			return "%dh %02dm".formatted(uptime.toHours(), uptime.toMinutesPart());
		}
		return (uptime.toMinutes() > 0) ? "%dm %02ds".formatted(uptime.toMinutes(), uptime.toSecondsPart())
				: uptime.toSeconds() + "s";
	}

}
