package dev.akshay.portfolio.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.akshay.portfolio.bench.failure.BenchFailure;

/**
 * What was measured of one thing.
 *
 * @param subject what
 * @param workload under which load
 * @param figures the figures by name, in the order in which they are read
 */
public record Row(String subject, String workload, Map<String, Figure> figures) {

	/**
	 * A row without figures so far.
	 * @param subject what
	 * @param workload under which load
	 */
	public Row(String subject, String workload) {
		this(subject, workload, new LinkedHashMap<>());
	}

	/**
	 * The same with one figure more.
	 * @param name its name
	 * @param figure the figure
	 * @return this row
	 */
	public Row with(String name, Figure figure) {
		this.figures.put(name, figure);
		return this;
	}

	/**
	 * The median of a figure.
	 * @param name its name
	 * @return the median
	 */
	public double median(String name) {
		Figure figure = this.figures.get(name);
		if (figure == null) {
			throw new BenchFailure("%s has no figure %s".formatted(this.subject, name));
		}
		return figure.median();
	}

}
