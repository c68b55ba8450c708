package dev.akshay.portfolio.kubernetes.suite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.akshay.portfolio.kubernetes.manifest.Manifest;
import dev.akshay.portfolio.kubernetes.manifest.Tree;

/**
 * Something that runs in a cluster.
 *
 * @param overlay what it is part of
 * @param manifest its Deployment
 */
public record Workload(Overlay overlay, Manifest manifest) {

	/** What stands for a value that only the cluster knows. */
	public static final String SECRET = "(secret)";

	/**
	 * What it is called.
	 * @return its name
	 */
	public String name() {
		return this.manifest.name();
	}

	/**
	 * How its pods look.
	 * @return their specification
	 */
	public Map<String, Object> pod() {
		return this.manifest.map("spec.template.spec");
	}

	/**
	 * What its pods are labelled with.
	 * @return the labels
	 */
	public Map<String, Object> podLabels() {
		return this.manifest.map("spec.template.metadata.labels");
	}

	/**
	 * What runs in a pod.
	 * @return all containers
	 */
	public List<Map<String, Object>> containers() {
		return Stream.of("initContainers", "containers", "ephemeralContainers")
			.flatMap((kind) -> Tree.maps(pod().get(kind)).stream())
			.toList();
	}

	/**
	 * The only one there is in a pod.
	 * @return the container
	 */
	public Map<String, Object> container() {
		if (containers().size() != 1) {
			throw new AssertionError(this + " has not one container");
		}
		return containers().getFirst();
	}

	/**
	 * Its ports.
	 * @return numbers by name
	 */
	public Map<String, Integer> ports() {
		Map<String, Integer> ports = new LinkedHashMap<>();
		containers().stream()
			.flatMap((container) -> Tree.maps(container.get("ports")).stream())
			.forEach((port) -> ports.put(String.valueOf(port.get("name")), (Integer) port.get("containerPort")));
		return ports;
	}

	/**
	 * What it finds in its environment: what all are told, and what it is told alone.
	 * @return values by name, {@link #SECRET} where only the cluster knows
	 */
	public Map<String, String> environment() {
		Map<String, String> environment = new LinkedHashMap<>();
		for (Map<String, Object> source : Tree.maps(container().get("envFrom"))) {
			String name = String.valueOf(Tree.at(source, "configMapRef.name"));
			this.overlay.only("ConfigMap", name)
				.map("data")
				.forEach((variable, value) -> environment.put(variable, value.toString()));
		}
		for (Map<String, Object> variable : Tree.maps(container().get("env"))) {
			Object value = variable.get("value");
			environment.put(variable.get("name").toString(), (value != null) ? value.toString() : SECRET);
		}
		return environment;
	}

	/**
	 * What one property of Spring Boot is set to.
	 * @param property the property's full name
	 * @return its value, if it is set
	 */
	public Optional<String> setting(String property) {
		String wanted = variable(property);
		return environment().entrySet()
			.stream()
			.filter((variable) -> variable.getKey().replace("_", "").equals(wanted.replace("_", "")))
			.map(Map.Entry::getValue)
			.findFirst();
	}

	/** As Spring Boot looks for it. */
	private static String variable(String property) {
		return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
	}

	/**
	 * How many of it there are at least.
	 * @return the number of replicas, or the fewest that the autoscaler keeps
	 */
	public int fewest() {
		return autoscaler().map((scaler) -> (Integer) scaler.at("spec.minReplicas"))
			.orElseGet(() -> (Integer) this.manifest.at("spec.replicas"));
	}

	/**
	 * How many of it there are at most, while nothing is rolled out.
	 * @return the number of replicas, or the most that the autoscaler makes
	 */
	public int most() {
		return autoscaler().map((scaler) -> (Integer) scaler.at("spec.maxReplicas"))
			.orElseGet(() -> (Integer) this.manifest.at("spec.replicas"));
	}

	/**
	 * What changes their number.
	 * @return the autoscaler, if there is one
	 */
	public Optional<Manifest> autoscaler() {
		return this.overlay.all("HorizontalPodAutoscaler")
			.stream()
			.filter((scaler) -> name().equals(scaler.at("spec.scaleTargetRef.name")))
			.findFirst();
	}

	@Override
	public String toString() {
		return name() + " in " + this.overlay;
	}

}
