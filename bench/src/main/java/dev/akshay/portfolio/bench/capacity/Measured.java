package dev.akshay.portfolio.bench.capacity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the model knows of the suite: results of the bench and nothing else.
 *
 * @param hit a page from the edge
 * @param page a page that is made
 * @param api an answer of one service that is passed on
 * @param message a message on its whole way
 */
record Measured(Demand hit, Demand page, Demand api, Demand message) {

	private static final JsonMapper JSON = JsonMapper.shared();

	/** What those who send cost, on the same machine. */
	static final String LOAD = "the load itself";

	/** Of a row's figures those that are not the CPU of one process. */
	private static final Set<String> OF_ALL = Set.of("CPU per request", "CPU per message", "requests/s", "accepted/s",
			"delivered/s", "p50", "p99", "p99.9", LOAD);

	static Measured read(Path results) {
		JsonNode pages = result(results, "pages");
		JsonNode contact = result(results, "contact");
		return new Measured(demand(row(pages, "GET /", "cached")), demand(row(pages, "GET /", "uncached")),
				demand(row(pages, "GET /api/projects", "uncached")),
				demand(row(contact, "1 relay", "as fast as possible")));
	}

	/**
	 * What was measured of a row.
	 * @param results where the results are
	 * @param scenario whose
	 * @param subject of what
	 * @param workload under which load
	 * @param figure which
	 * @return its median
	 */
	static double median(Path results, String scenario, String subject, String workload, String figure) {
		return row(result(results, scenario), subject, workload).path("figures").path(figure).path("median").asDouble();
	}

	private static Demand demand(JsonNode row) {
		Map<String, Double> micros = new TreeMap<>();
		row.path("figures").forEachEntry((name, figure) -> {
			if (!OF_ALL.contains(name)) {
				micros.put(name, figure.path("median").asDouble());
			}
		});
		return new Demand(micros);
	}

	private static JsonNode row(JsonNode result, String subject, String workload) {
		return result.path("rows")
			.valueStream()
			.filter((row) -> row.path("subject").asString("").equals(subject)
					&& row.path("workload").asString("").equals(workload))
			.findFirst()
			.orElseThrow(() -> new BenchFailure("%s has no row '%s', '%s': measure it anew"
				.formatted(result.path("scenario").asString("the result"), subject, workload)));
	}

	private static JsonNode result(Path results, String scenario) {
		Path file = results.resolve(scenario + ".json");
		if (!Files.isRegularFile(file)) {
			throw new BenchFailure("%s is missing: './portfolio bench %s' measures it".formatted(file, scenario));
		}
		return JSON.readTree(file.toFile());
	}

}
