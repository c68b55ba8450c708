package dev.akshay.portfolio.kubernetes.kustomize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.akshay.portfolio.kubernetes.manifest.Manifest;
import dev.akshay.portfolio.kubernetes.manifest.Tree;

/**
 * Lays one object over another: names are merged, {@code null} takes away, and lists are
 * replaced, except where Kubernetes knows what its elements are called.
 */
final class StrategicMerge {

	/** What the elements of a list in a pod are known by. */
	private static final Map<String, String> KEYS = Map.of("containers", "name", "initContainers", "name", "env",
			"name", "volumes", "name", "volumeMounts", "mountPath", "ports", "containerPort",
			"topologySpreadConstraints", "topologyKey");

	private final boolean associative;

	private StrategicMerge(boolean associative) {
		this.associative = associative;
	}

	/**
	 * Changes an object.
	 * @param manifest what is changed; keeps its identity
	 * @param change what is laid over it
	 */
	static void apply(Manifest manifest, Manifest change) {
		Map<String, Object> patch = Tree.map(Tree.copy(change.tree()));
		patch.remove("apiVersion");
		patch.remove("kind");
		Tree.map(patch.get("metadata")).remove("name");
		// of custom resources nobody knows what their lists are
		new StrategicMerge(manifest.apiVersion().equals("apps/v1")).merge(manifest.tree(), patch);
	}

	private void merge(Map<String, Object> target, Map<String, Object> patch) {
		patch.forEach((name, value) -> {
			if (name.startsWith("$")) {
				throw new IllegalArgumentException("this renderer does not know '%s'".formatted(name));
			}
			if (value == null) {
				target.remove(name);
			}
			else if (value instanceof Map<?, ?> && target.get(name) instanceof Map<?, ?>) {
				merge(Tree.map(target.get(name)), Tree.map(value));
			}
			else if (this.associative && KEYS.containsKey(name) && target.get(name) instanceof List<?>) {
				target.put(name, merged(Tree.maps(target.get(name)), Tree.maps(value), KEYS.get(name)));
			}
			else {
				target.put(name, value);
			}
		});
	}

	private List<Object> merged(List<Map<String, Object>> target, List<Map<String, Object>> patch, String key) {
		List<Object> all = new ArrayList<>(target);
		for (Map<String, Object> element : patch) {
			target.stream()
				.filter((other) -> Objects.equals(other.get(key), element.get(key)))
				.findFirst()
				.ifPresentOrElse((other) -> merge(other, element), () -> all.add(element));
		}
		return all;
	}

}
