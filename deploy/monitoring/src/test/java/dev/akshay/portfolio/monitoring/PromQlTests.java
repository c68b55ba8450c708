package dev.akshay.portfolio.monitoring;

import java.util.List;
import java.util.Set;

import dev.akshay.portfolio.monitoring.Selector.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PromQlTests {

	@Test
	void tellsMetricsMatchersAndGroups() {
		assertThat(PromQl.selectorsOf("""
				sum by (uri, status) (rate(requests_total{uri=~"a|b", status!="500"}[5m]))
				  / on (uri) group_left () max without (x) (limit) > bool 2 * -1.5e3 # a comment"""))
			.containsExactly(new Selector("requests_total",
					List.of(new Matcher("uri", "=~", "a|b"), new Matcher("status", "!=", "500")),
					Set.of("uri", "status")), new Selector("limit", List.of(), Set.of()));
	}

	@Test
	void takesWhatTwoSidesAreMatchedByForLabelsOfTheFirst() {
		assertThat(PromQl.selectorsOf("errors / on (slo) (1 - objective)")).extracting(Selector::groupedBy)
			.containsExactly(Set.of("slo"), Set.of());
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "a:b_c", "-a ^ 2", "a offset 1h30m", "avg_over_time((a > bool 0)[1h:1m])",
			"histogram_quantile(0.9, sum(rate(a[$__rate_interval])) by (le))", "topk(3, a)", "vector(1) or absent(a{})",
			"a and b unless c", "sum(increase(a[$__range]))", "a{b='c', d=\"\\\\d+\",}", "time() - a > 5 * 60" })
	void understands(String expression) {
		assertThat(PromQl.selectorsOf(expression)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "(", "a)", "a b", "a{b}", "a{b=c}", "a{b=\"c\"", "a{b==\"c\"}", "rate(a)",
			"rate(a[5])", "sum(a[5m])", "sum(1)", "a[5m]", "a[5m][5m]", "a[5m] > 1", "rate(a[5m]", "a > ", "1 > 2",
			"a and 1", "unknown(a)", "sum by a (b)", "by (a)", "a ! b", "a{b=\"c\", b=\"d\"}", "{b=\"c\"}",
			"histogram_quantile(a, b)", "clamp_min(a)", "a ? b", "\"text" })
	void refuses(String expression) {
		assertThatExceptionOfType(InvalidExpression.class).isThrownBy(() -> PromQl.selectorsOf(expression))
			.withMessageContaining(expression);
	}

	@ParameterizedTest
	@CsvSource({ "=, b, b, true", "=, b, c, false", "!=, b, c, true", "!=, b, b, false", "=~, b|c, c, true",
			"=~, b, bc, false", "!~, 5.., 200, true", "!~, 5.., 503, false", "=~, $process, any, true" })
	void fitsAsPrometheusDoes(String operator, String value, String other, boolean fits) {
		assertThat(new Matcher("a", operator, value).fits(other)).isEqualTo(fits);
	}

}
