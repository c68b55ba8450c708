package dev.akshay.portfolio.bench.capacity;

import java.util.Map;
import java.util.TreeMap;

/**
 * What something costs in CPU, by who pays it.
 *
 * @param micros microseconds of CPU by the name of the process
 */
record Demand(Map<String, Double> micros) {

	static final Demand NOTHING = new Demand(Map.of());

	Demand {
		micros = Map.copyOf(micros);
	}

	Demand times(double factor) {
		Map<String, Double> scaled = new TreeMap<>();
		this.micros.forEach((name, cost) -> scaled.put(name, cost * factor));
		return new Demand(scaled);
	}

	Demand plus(Demand other) {
		Map<String, Double> sum = new TreeMap<>(this.micros);
		other.micros.forEach((name, cost) -> sum.merge(name, cost, Double::sum));
		return new Demand(sum);
	}

	double total() {
		return this.micros.values().stream().mapToDouble(Double::doubleValue).sum();
	}

}
