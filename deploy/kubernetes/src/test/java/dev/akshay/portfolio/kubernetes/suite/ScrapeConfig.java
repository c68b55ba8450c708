package dev.akshay.portfolio.kubernetes.suite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.akshay.portfolio.kubernetes.manifest.Tree;

/**
 * What Prometheus makes of pods: the part of relabelling that is used here, and an error
 * for all the rest.
 *
 * @param tree the scrape configuration
 */
public record ScrapeConfig(Map<String, Object> tree) {

	private static final String META = "__meta_kubernetes_pod_";

	/**
	 * The only one of a file.
	 * @param path the file of a Prometheus, below the project's folder
	 * @return its scrape configuration
	 */
	public static ScrapeConfig only(String path) {
		List<Map<String, Object>> all = Tree.maps(Tree.read(Repository.ROOT.resolve(path)).get("scrape_configs"));
		if (all.size() != 1) {
			throw new AssertionError(path + " has not one scrape configuration");
		}
		return new ScrapeConfig(all.getFirst());
	}

	/**
	 * What Kubernetes tells of one port of a pod.
	 * @param labels what the pod is labelled with
	 * @param pod what it is called
	 * @param port the name of the port
	 * @param number the number of the port
	 * @return labels before relabelling
	 */
	public static Map<String, String> discovered(Map<String, Object> labels, String pod, String port, int number) {
		Map<String, String> discovered = new LinkedHashMap<>();
		labels.forEach((name, value) -> discovered.put(META + "label_" + name.replaceAll("[^a-zA-Z0-9_]", "_"),
				value.toString()));
		discovered.put(META + "name", pod);
		discovered.put(META + "container_port_name", port);
		discovered.put("__address__", "10.0.0.1:" + number);
		return discovered;
	}

	/**
	 * Relabels a target.
	 * @param discovered its labels, as they were discovered
	 * @return its address and its own labels; empty if it is not asked
	 */
	public Optional<Map<String, String>> target(Map<String, String> discovered) {
		Map<String, String> labels = new LinkedHashMap<>(discovered);
		labels.put("job", String.valueOf(this.tree.get("job_name")));
		for (Map<String, Object> rule : Tree.maps(this.tree.get("relabel_configs"))) {
			String value = Tree.list(rule.get("source_labels"))
				.stream()
				.map((source) -> labels.getOrDefault(source.toString(), ""))
				.collect(Collectors.joining(";"));
			Matcher match = Pattern.compile(String.valueOf(rule.getOrDefault("regex", "(.*)"))).matcher(value);
			switch (String.valueOf(rule.getOrDefault("action", "replace"))) {
				case "keep" -> {
					if (!match.matches()) {
						return Optional.empty();
					}
				}
				case "replace" -> {
					if (match.matches()) {
						labels.put(rule.get("target_label").toString(),
								match.replaceFirst(String.valueOf(rule.getOrDefault("replacement", "$1"))));
					}
				}
				default -> throw new AssertionError("unknown here: " + rule);
			}
		}
		labels.keySet().removeIf((label) -> label.startsWith("__meta"));
		return Optional.of(labels);
	}

}
