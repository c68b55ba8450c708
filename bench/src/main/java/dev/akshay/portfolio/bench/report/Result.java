package dev.akshay.portfolio.bench.report;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.akshay.portfolio.bench.process.JvmFlags;

/**
 * Everything that is to be known of a measurement.
 *
 * @param scenario its name
 * @param measured what was measured, in a sentence
 * @param smoke whether it was only tried whether the bench works: such figures mean
 * nothing
 * @param date when it ended
 * @param commit what was measured
 * @param machine where
 * @param versions of what, in which version
 * @param jvmFlags the flags of every JVM that was measured by itself
 * @param settings how long, how often, how many at a time
 * @param rows the figures
 * @param verdicts whether the targets are reached
 * @param missing what could not be measured, since it is not installed
 * @param notes what one must know to read the figures
 */
@JsonPropertyOrder({ "scenario", "measured", "smoke", "date", "commit" })
public record Result(String scenario, String measured, boolean smoke, String date, String commit, Machine machine,
		Map<String, String> versions, List<String> jvmFlags, Map<String, String> settings, List<Row> rows,
		List<Verdict> verdicts, List<String> missing, List<String> notes) {

	/**
	 * A result of this moment, this machine and this commit.
	 * @param root the checkout
	 * @param machine this machine, as it was before
	 * @param scenario the scenario's name
	 * @param measured what was measured
	 * @param smoke whether the figures mean nothing
	 * @param settings how it was measured
	 * @param findings what came out
	 * @return the result
	 */
	public static Result of(Path root, Machine machine, String scenario, String measured, boolean smoke,
			Map<String, String> settings, Findings findings) {
		return new Result(scenario, measured, smoke, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
				Versions.commit(root), machine, Versions.all(), JvmFlags.all(), settings, findings.rows(),
				findings.verdicts(), findings.missing(), findings.notes());
	}

}
