package dev.akshay.portfolio.bench.report;

import java.util.List;

/**
 * A quantity over time.
 *
 * @param points what was read, by the second at which it was read
 */
public record Trend(List<Point> points) {

	/**
	 * A trend of what was read so far.
	 * @param points what was read, by the second at which it was read
	 */
	public Trend {
		points = List.copyOf(points);
	}

	/**
	 * The part from a moment on.
	 * @param second the moment
	 * @return the later part
	 */
	public Trend from(double second) {
		return new Trend(this.points.stream().filter((point) -> point.second() >= second).toList());
	}

	/**
	 * By how much the line of least squares rises from the first to the last point, in
	 * percent of the mean: what a leak does, while noise does not.
	 * @return percent, negative if it falls; not a number below two points
	 */
	public double growthPercent() {
		if (this.points.size() < 2) {
			return Double.NaN;
		}
		double meanSecond = this.points.stream().mapToDouble(Point::second).average().orElseThrow();
		double mean = mean();
		double together = 0;
		double alone = 0;
		for (Point point : this.points) {
			together += (point.second() - meanSecond) * (point.value() - mean);
			alone += (point.second() - meanSecond) * (point.second() - meanSecond);
		}
		double span = this.points.getLast().second() - this.points.getFirst().second();
		return 100 * together / alone * span / mean;
	}

	/**
	 * How far the highest and the lowest point lie apart, in percent of the mean.
	 * @return percent; not a number without points
	 */
	public double spreadPercent() {
		double highest = this.points.stream().mapToDouble(Point::value).max().orElse(Double.NaN);
		double lowest = this.points.stream().mapToDouble(Point::value).min().orElse(Double.NaN);
		return 100 * (highest - lowest) / mean();
	}

	private double mean() {
		return this.points.stream().mapToDouble(Point::value).average().orElse(Double.NaN);
	}

	/**
	 * What was read at one moment.
	 *
	 * @param second when
	 * @param value what
	 */
	public record Point(double second, double value) {
	}

}
