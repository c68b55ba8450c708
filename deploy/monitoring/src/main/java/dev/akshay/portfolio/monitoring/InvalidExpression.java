package dev.akshay.portfolio.monitoring;

/** Says where an expression is no PromQL, or none that is understood here. */
public final class InvalidExpression extends RuntimeException {

	InvalidExpression(String expression, int at, String problem) {
		super("%s, at %d of: %s".formatted(problem, at, expression));
	}

}
