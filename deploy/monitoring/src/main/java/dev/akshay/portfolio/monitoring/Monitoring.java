package dev.akshay.portfolio.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Rules and dashboards as they lie in a folder. */
public final class Monitoring {

	private static final ObjectMapper YAML = new YAMLMapper();

	private static final ObjectMapper JSON = new JsonMapper();

	private final Path folder;

	/**
	 * What lies in a folder.
	 * @param folder the folder, which has {@code rules}, {@code tests} and
	 * {@code dashboards}
	 */
	public Monitoring(Path folder) {
		this.folder = folder;
	}

	/**
	 * All rules.
	 * @return alerts and recorded metrics
	 */
	public List<Rule> rules() {
		return yaml("rules").values()
			.stream()
			.flatMap((file) -> file.path("groups").valueStream())
			.flatMap((group) -> group.path("rules").valueStream())
			.map(Monitoring::rule)
			.toList();
	}

	private static Rule rule(JsonNode rule) {
		boolean alert = rule.has("alert");
		return new Rule(rule.path(alert ? "alert" : "record").asString(""), alert, rule.path("expr").asString(""),
				texts(rule.path("labels")), texts(rule.path("annotations")));
	}

	/**
	 * Files of a folder in YAML.
	 * @param name the folder
	 * @return what they say, by their names
	 */
	public Map<String, JsonNode> yaml(String name) {
		return read(name, ".yaml", YAML);
	}

	/**
	 * All dashboards.
	 * @return by the names of their files
	 */
	public List<Dashboard> dashboards() {
		return read("dashboards", ".json", JSON).entrySet()
			.stream()
			.map((file) -> new Dashboard(file.getKey(), file.getValue()))
			.toList();
	}

	/**
	 * Everything that is asked for.
	 * @return the expressions of all rules and panels
	 */
	public List<Query> queries() {
		return Stream
			.concat(rules().stream().map((rule) -> new Query(rule.toString(), rule.expression())),
					dashboards().stream().flatMap((dashboard) -> dashboard.queries().stream()))
			.toList();
	}

	private Map<String, JsonNode> read(String name, String suffix, ObjectMapper mapper) {
		try (var files = Files.list(this.folder.resolve(name))) {
			var all = new TreeMap<String, JsonNode>();
			for (var file : files.filter((each) -> each.toString().endsWith(suffix)).toList()) {
				all.put(String.valueOf(file.getFileName()), mapper.readTree(Files.readString(file)));
			}
			return all;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Map<String, String> texts(JsonNode object) {
		var texts = new TreeMap<String, String>();
		object.forEachEntry((key, value) -> texts.put(key, value.asString("")));
		return texts;
	}

}
