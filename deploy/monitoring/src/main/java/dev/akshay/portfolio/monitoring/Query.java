package dev.akshay.portfolio.monitoring;

/**
 * An expression, and where it stands.
 *
 * @param place a rule or a panel
 * @param expression the expression
 */
public record Query(String place, String expression) {

	@Override
	public String toString() {
		return this.place;
	}

}
