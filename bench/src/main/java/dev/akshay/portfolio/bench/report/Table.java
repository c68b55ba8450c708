package dev.akshay.portfolio.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Results for people: Markdown that also reads well on a terminal. */
public final class Table {

	private static final double FEW = 10;

	private static final double MANY = 1_000;

	private Table() {
	}

	/**
	 * A result as a page.
	 * @param result the result
	 * @return Markdown
	 */
	public static String of(Result result) {
		StringBuilder page = new StringBuilder("# %s%n%n%s%n%n".formatted(result.scenario(), result.measured()));
		if (result.smoke()) {
			page.append("**A smoke run: these figures only show that the bench works.**\n\n");
		}
		page.append(rows(result.rows()));
		if (!result.verdicts().isEmpty()) {
			page.append('\n').append(verdicts(result.verdicts()));
		}
		result.missing().forEach((missing) -> page.append("%nmissing: %s%n".formatted(missing)));
		if (!result.notes().isEmpty()) {
			page.append('\n');
			result.notes().forEach((note) -> page.append("* ").append(note).append('\n'));
		}
		return page.append('\n').append(circumstances(result)).toString();
	}

	private static String rows(List<Row> rows) {
		Set<String> figures = new LinkedHashSet<>();
		rows.forEach((row) -> figures.addAll(row.figures().keySet()));
		List<List<String>> cells = new ArrayList<>();
		List<String> head = new ArrayList<>(List.of("subject", "workload"));
		head.addAll(figures);
		cells.add(head);
		for (Row row : rows) {
			List<String> line = new ArrayList<>(List.of(row.subject(), row.workload()));
			for (String name : figures) {
				Figure figure = row.figures().get(name);
				line.add((figure != null) ? cell(figure) : "");
			}
			cells.add(line);
		}
		return aligned(cells);
	}

	private static String cell(Figure figure) {
		String median = number(figure.median()) + (figure.unit().isEmpty() ? "" : " " + figure.unit());
		return (figure.rounds().size() > 1) ? "%s (%s–%s)".formatted(median, number(figure.min()), number(figure.max()))
				: median;
	}

	private static String verdicts(List<Verdict> verdicts) {
		List<List<String>> cells = new ArrayList<>();
		cells.add(List.of("target", "measured", "reach", "", "remark"));
		for (Verdict verdict : verdicts) {
			boolean known = !Double.isNaN(verdict.measured());
			String unit = verdict.unit().isEmpty() ? "" : " " + verdict.unit();
			cells.add(List.of(verdict.target(), known ? number(verdict.measured()) + unit : "not measured",
					"%s %s%s".formatted(verdict.direction().sign(), number(verdict.bound()), unit),
					known ? (verdict.met() ? "met" : "missed") : "", verdict.remark()));
		}
		return aligned(cells);
	}

	private static String circumstances(Result result) {
		Machine machine = result.machine();
		return """
				%s, commit %s. %s, %d cores, %s GiB, %s, load average before %s. %s. JVM flags `%s`. %s.
				""".formatted(result.date(), result.commit(), machine.processor(), machine.cores(), machine.memoryGiB(),
				machine.system(), number(machine.loadBefore()), joined(result.versions(), " "),
				String.join(" ", result.jvmFlags()), joined(result.settings(), " "));
	}

	private static String joined(Map<String, String> pairs, String between) {
		return pairs.entrySet()
			.stream()
			.map((pair) -> pair.getKey() + between + pair.getValue())
			.collect(Collectors.joining(", "));
	}

	/**
	 * Lines of cells as a table, the first line as its head.
	 * @param lines the cells
	 * @return Markdown
	 */
	public static String aligned(List<List<String>> lines) {
		StringBuilder table = new StringBuilder();
		for (int line = 0; line < lines.size(); line++) {
			for (int column = 0; column < lines.get(line).size(); column++) {
				table.append("| ").append(padded(lines, line, column)).append(' ');
			}
			table.append("|\n");
			if (line == 0) {
				for (int column = 0; column < lines.getFirst().size(); column++) {
					table.append('|').append("-".repeat(width(lines, column) + 2));
				}
				table.append("|\n");
			}
		}
		return table.toString();
	}

	private static String padded(List<List<String>> lines, int line, int column) {
		String cell = lines.get(line).get(column);
		return cell + " ".repeat(width(lines, column) - cell.length());
	}

	private static int width(List<List<String>> lines, int column) {
		return lines.stream().mapToInt((line) -> line.get(column).length()).max().orElse(0);
	}

	/**
	 * As many digits as a measurement carries.
	 * @param value the figure
	 * @return the figure as text
	 */
	public static String number(double value) {
		if (Double.isNaN(value)) {
			return "?";
		}
		double size = Math.abs(value);
		String format = (size < FEW) ? "%.2f" : (size < MANY) ? "%.1f" : "%,.0f";
		return String.format(Locale.ROOT, format, value);
	}

}
