package dev.akshay.portfolio.monitoring;

import java.util.Map;

/**
 * A rule of Prometheus.
 *
 * @param name the alert, or the metric that is recorded
 * @param alert whether it is an alert
 * @param expression when it fires, or what is recorded
 * @param labels its labels
 * @param annotations what people are told, for an alert
 */
public record Rule(String name, boolean alert, String expression, Map<String, String> labels,
		Map<String, String> annotations) {

	@Override
	public String toString() {
		return this.labels.containsKey("long") ? this.name + " " + this.labels.get("long") : this.name;
	}

}
