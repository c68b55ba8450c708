package dev.akshay.portfolio.monitoring;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.akshay.portfolio.monitoring.Selector.Matcher;
import dev.akshay.portfolio.monitoring.Token.Kind;

/**
 * Reads PromQL after its <a href=
 * "https://prometheus.io/docs/prometheus/latest/querying/basics/">documentation</a>, with
 * types, so that nobody asks for the rate of what is no range. Functions are those that
 * are used here. Prometheus' own {@code promtool} knows all of the language; this knows
 * what metrics somebody asks for, which promtool does not tell, and is always there.
 */
public final class PromQl {

	private static final Set<String> AGGREGATIONS = Set.of("sum", "min", "max", "avg", "count", "topk", "bottomk",
			"quantile");

	private static final Set<String> WITH_PARAMETER = Set.of("topk", "bottomk", "quantile");

	private static final Map<String, List<Type>> FUNCTIONS = Map.ofEntries(Map.entry("rate", List.of(Type.RANGE)),
			Map.entry("increase", List.of(Type.RANGE)), Map.entry("changes", List.of(Type.RANGE)),
			Map.entry("min_over_time", List.of(Type.RANGE)), Map.entry("max_over_time", List.of(Type.RANGE)),
			Map.entry("avg_over_time", List.of(Type.RANGE)), Map.entry("absent", List.of(Type.VECTOR)),
			Map.entry("clamp_min", List.of(Type.VECTOR, Type.SCALAR)),
			Map.entry("clamp_max", List.of(Type.VECTOR, Type.SCALAR)), Map.entry("vector", List.of(Type.SCALAR)),
			Map.entry("histogram_quantile", List.of(Type.SCALAR, Type.VECTOR)), Map.entry("time", List.of()));

	/** From what binds least to what binds most. */
	private static final List<Set<String>> OPERATORS = List.of(Set.of("or"), Set.of("and", "unless"),
			Set.of("==", "!=", ">", "<", ">=", "<="), Set.of("+", "-"), Set.of("*", "/", "%", "atan2"));

	private static final Set<String> SET_OPERATORS = Set.of("and", "or", "unless");

	private final String text;

	private final List<Token> tokens;

	private final List<Selector> selectors = new ArrayList<>();

	private int next;

	private PromQl(String text) {
		this.text = text;
		this.tokens = Token.of(text);
	}

	/**
	 * Reads an expression.
	 * @param expression the expression; variables of Grafana may stand for durations and
	 * in strings
	 * @return what it asks for, in the order in which it does
	 * @throws InvalidExpression if it is none
	 */
	public static List<Selector> selectorsOf(String expression) {
		var reader = new PromQl(expression);
		var type = reader.binary(0);
		if (reader.peek().kind() != Kind.END) {
			throw reader.invalid("something is left");
		}
		if (type == Type.RANGE) {
			throw reader.invalid("a range is no answer");
		}
		return List.copyOf(reader.selectors);
	}

	private Type binary(int level) {
		if (level == OPERATORS.size()) {
			return unary();
		}
		int first = this.selectors.size();
		var left = binary(level + 1);
		while (OPERATORS.get(level).contains(peek().text()) && peek().kind() != Kind.STRING) {
			var operator = take().text();
			boolean bool = takeIf("bool");
			matching(first);
			var right = binary(level + 1);
			if (left == Type.RANGE || right == Type.RANGE) {
				throw invalid("a range cannot be compared or added");
			}
			if (SET_OPERATORS.contains(operator) && (left == Type.SCALAR || right == Type.SCALAR)) {
				throw invalid(operator + " is for vectors");
			}
			if (level == 2 && left == Type.SCALAR && right == Type.SCALAR && !bool) {
				throw invalid("numbers are compared with bool");
			}
			left = (left == Type.SCALAR && right == Type.SCALAR) ? Type.SCALAR : Type.VECTOR;
		}
		return left;
	}

	/** Both sides have the labels that they are matched by. */
	private void matching(int first) {
		if (peek().text().equals("on") || peek().text().equals("ignoring")) {
			boolean on = take().text().equals("on");
			var labels = labels();
			if (on) {
				group(first, labels);
			}
			if (takeIf("group_left") || takeIf("group_right")) {
				if (peek().text().equals("(")) {
					labels();
				}
			}
		}
	}

	private Type unary() {
		if (peek().text().equals("-") || peek().text().equals("+")) {
			take();
			return unary();
		}
		var base = postfix(primary());
		if (takeIf("^")) {
			unary();
		}
		return base;
	}

	private Type postfix(Type type) {
		var result = type;
		while (true) {
			if (takeIf("[")) {
				if (result != Type.VECTOR) {
					throw invalid("only a vector has a range");
				}
				duration();
				if (takeIf(":") && peek().kind() == Kind.DURATION) {
					take();
				}
				expect("]");
				result = Type.RANGE;
			}
			else if (takeIf("offset")) {
				takeIf("-");
				duration();
			}
			else {
				return result;
			}
		}
	}

	private void duration() {
		if (take().kind() != Kind.DURATION) {
			throw invalid("a duration is missing");
		}
	}

	private Type primary() {
		var token = take();
		if (token.kind() == Kind.NUMBER) {
			return Type.SCALAR;
		}
		if (token.text().equals("(")) {
			var inner = binary(0);
			expect(")");
			return inner;
		}
		if (token.text().equals("{")) {
			throw invalid("a metric has a name here");
		}
		if (token.kind() != Kind.NAME) {
			throw invalid("unexpected " + token.text());
		}
		if (AGGREGATIONS.contains(token.text())) {
			return aggregation(token.text());
		}
		return peek().text().equals("(") ? call(token.text()) : selector(token.text());
	}

	private Type aggregation(String name) {
		int first = this.selectors.size();
		var labels = new LinkedHashSet<>(grouping());
		expect("(");
		if (WITH_PARAMETER.contains(name)) {
			argument(Type.SCALAR);
			expect(",");
		}
		argument(Type.VECTOR);
		expect(")");
		labels.addAll(grouping());
		group(first, labels);
		return Type.VECTOR;
	}

	private Set<String> grouping() {
		if (takeIf("by")) {
			return labels();
		}
		if (takeIf("without")) {
			labels();
		}
		return Set.of();
	}

	private void group(int first, Set<String> labels) {
		for (int at = first; at < this.selectors.size(); at++) {
			var known = this.selectors.get(at);
			var all = new LinkedHashSet<>(known.groupedBy());
			all.addAll(labels);
			this.selectors.set(at, new Selector(known.metric(), known.matchers(), all));
		}
	}

	private Set<String> labels() {
		var labels = new LinkedHashSet<String>();
		expect("(");
		while (!takeIf(")")) {
			labels.add(name());
			if (!peek().text().equals(")")) {
				expect(",");
			}
		}
		return labels;
	}

	private Type call(String name) {
		var parameters = FUNCTIONS.get(name);
		if (parameters == null) {
			throw invalid(name + " is no function that is known here");
		}
		expect("(");
		for (int at = 0; at < parameters.size(); at++) {
			if (at > 0) {
				expect(",");
			}
			argument(parameters.get(at));
		}
		expect(")");
		return name.equals("time") ? Type.SCALAR : Type.VECTOR;
	}

	private void argument(Type wanted) {
		var given = binary(0);
		if (given != wanted) {
			throw invalid("%s instead of %s".formatted(given, wanted));
		}
	}

	private Type selector(String metric) {
		var matchers = new ArrayList<Matcher>();
		var labels = new HashSet<String>();
		if (takeIf("{")) {
			while (!takeIf("}")) {
				var label = name();
				var operator = take().text();
				if (!Set.of("=", "!=", "=~", "!~").contains(operator)) {
					throw invalid(operator + " compares no label");
				}
				if (operator.equals("=") && !labels.add(label)) {
					throw invalid(label + " cannot be two things");
				}
				matchers.add(new Matcher(label, operator, string()));
				if (!peek().text().equals("}")) {
					expect(",");
				}
			}
		}
		this.selectors.add(new Selector(metric, List.copyOf(matchers), Set.of()));
		return Type.VECTOR;
	}

	private String string() {
		var token = take();
		if (token.kind() != Kind.STRING) {
			throw invalid("a value stands in quotes");
		}
		return token.text().substring(1, token.text().length() - 1).replace("\\\\", "\\");
	}

	private String name() {
		var token = take();
		if (token.kind() != Kind.NAME) {
			throw invalid("a label has a name");
		}
		return token.text();
	}

	private Token peek() {
		return this.tokens.get(this.next);
	}

	private Token take() {
		var token = peek();
		if (token.kind() != Kind.END) {
			this.next++;
		}
		return token;
	}

	private boolean takeIf(String text) {
		if (peek().text().equals(text) && peek().kind() != Kind.STRING) {
			take();
			return true;
		}
		return false;
	}

	private void expect(String text) {
		if (!takeIf(text)) {
			throw invalid("%s is missing before %s".formatted(text, peek().text()));
		}
	}

	private InvalidExpression invalid(String problem) {
		return new InvalidExpression(this.text, peek().at(), problem);
	}

	/** What an expression gives. */
	private enum Type {

		SCALAR, VECTOR, RANGE

	}

}
