package dev.akshay.portfolio.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a scenario found.
 *
 * @param rows the figures
 * @param verdicts whether the targets are reached
 * @param missing what could not be measured
 * @param notes what one must know to read the figures
 */
public record Findings(List<Row> rows, List<Verdict> verdicts, List<String> missing, List<String> notes) {

	/** Nothing so far. */
	public Findings() {
		this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
	}

	/**
	 * The row of one subject and load.
	 * @param subject what was measured
	 * @param workload under which load
	 * @return the row, or nothing if it could not be measured
	 */
	public Optional<Row> row(String subject, String workload) {
		return this.rows.stream()
			.filter((row) -> row.subject().equals(subject) && row.workload().equals(workload))
			.findFirst();
	}

	/**
	 * Judges what one subject needs beside another, under each load under which both were
	 * measured.
	 * @param what is compared, for people
	 * @param figure its name
	 * @param subject whose is judged
	 * @param peer beside whose
	 * @param bound the most that is good, as a multiple of the peer's
	 */
	public void compare(String what, String figure, String subject, String peer, double bound) {
		this.rows.stream()
			.filter((row) -> row.subject().equals(subject))
			.forEach((row) -> row(peer, row.workload()).ifPresent(
					(other) -> this.verdicts.add(Verdict.atMost("%s (%s) / %s".formatted(what, row.workload(), peer),
							row.median(figure) / other.median(figure), bound, "×"))));
	}

}
