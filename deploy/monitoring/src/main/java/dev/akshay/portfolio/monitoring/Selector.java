package dev.akshay.portfolio.monitoring;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A metric that an expression asks for.
 *
 * @param metric its name
 * @param matchers which of its series
 * @param groupedBy labels that the expression tells its series apart by
 */
public record Selector(String metric, List<Matcher> matchers, Set<String> groupedBy) {

	/**
	 * What a label has to be.
	 *
	 * @param label the label
	 * @param operator {@code =}, {@code !=}, {@code =~} or {@code !~}
	 * @param value a value, or a regular expression that fits the whole of it
	 */
	public record Matcher(String label, String operator, String value) {

		/**
		 * Whether series are asked for that have this label, instead of those that have
		 * it otherwise or not at all.
		 * @return whether it is positive
		 */
		public boolean isPositive() {
			return this.operator.startsWith("=");
		}

		/**
		 * Whether a value fits. A variable of a dashboard fits everything.
		 * @param other the value of the label, empty where there is none
		 * @return whether it fits
		 */
		public boolean fits(String other) {
			if (this.value.startsWith("$")) {
				return true;
			}
			return switch (this.operator) {
				case "=" -> this.value.equals(other);
				case "!=" -> !this.value.equals(other);
				case "=~" -> Pattern.matches(this.value, other);
				default -> !Pattern.matches(this.value, other);
			};
		}

	}

}
