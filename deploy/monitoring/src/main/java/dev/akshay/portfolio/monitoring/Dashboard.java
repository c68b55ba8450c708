package dev.akshay.portfolio.monitoring;

import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * A dashboard of Grafana.
 *
 * @param file where it lies
 * @param json what Grafana reads
 */
public record Dashboard(String file, JsonNode json) {

	/**
	 * What it shows.
	 * @return its panels, those that are titles of rows left out
	 */
	public List<JsonNode> panels() {
		return this.json.path("panels")
			.valueStream()
			.filter((panel) -> !panel.path("type").asString("").equals("row"))
			.toList();
	}

	/**
	 * What it asks for, its variables included.
	 * @return all of its expressions
	 */
	public List<Query> queries() {
		return panels().stream()
			.flatMap((panel) -> panel.path("targets")
				.valueStream()
				.map((target) -> new Query(this.file + ": " + panel.path("title").asString(""),
						target.path("expr").asString(""))))
			.toList();
	}

	@Override
	public String toString() {
		return this.file;
	}

}
