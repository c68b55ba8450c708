package dev.akshay.portfolio.kubernetes.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.akshay.portfolio.kubernetes.kustomize.Kustomize;
import dev.akshay.portfolio.kubernetes.manifest.Manifest;
import dev.akshay.portfolio.kubernetes.manifest.Tree;

/** What can be applied to a cluster. */
public enum Overlay {

	/** one machine to try it on */
	KIND,
	/** three nodes or more */
	PRODUCTION;

	private final Path folder = Path.of("overlays", name().toLowerCase(Locale.ROOT));

	private final List<Manifest> manifests = Kustomize.render(this.folder);

	/**
	 * Where it lies.
	 * @return the folder of its kustomization
	 */
	public Path folder() {
		return this.folder;
	}

	/**
	 * All that would be sent to a cluster.
	 * @return the objects
	 */
	public List<Manifest> manifests() {
		return this.manifests;
	}

	/**
	 * The objects of one kind.
	 * @param kind the kind
	 * @return them
	 */
	public List<Manifest> all(String kind) {
		return this.manifests.stream().filter((manifest) -> manifest.kind().equals(kind)).toList();
	}

	/**
	 * One object.
	 * @param kind its kind
	 * @param name its name
	 * @return the object
	 */
	public Manifest only(String kind, String name) {
		return find(kind, name).findFirst()
			.orElseThrow(() -> new AssertionError("there is no %s %s in %s".formatted(kind, name, this)));
	}

	/**
	 * Whether there is such an object.
	 * @param kind its kind
	 * @param name its name
	 * @return whether there is
	 */
	public boolean has(String kind, String name) {
		return find(kind, name).findAny().isPresent();
	}

	private Stream<Manifest> find(String kind, String name) {
		return all(kind).stream().filter((manifest) -> manifest.name().equals(name));
	}

	/**
	 * What runs.
	 * @return the workloads
	 */
	public List<Workload> workloads() {
		return all("Deployment").stream().map((manifest) -> new Workload(this, manifest)).toList();
	}

	/**
	 * What runs of the suite itself.
	 * @return the workloads
	 */
	public List<Workload> processes() {
		return SuiteProcess.all().stream().map((process) -> workload(process.name())).toList();
	}

	/**
	 * One that runs.
	 * @param name its name
	 * @return the workload
	 */
	public Workload workload(String name) {
		return new Workload(this, only("Deployment", name));
	}

	/**
	 * The workloads that a selector finds.
	 * @param labels what they are labelled with
	 * @return their names
	 */
	public List<String> selected(Map<String, Object> labels) {
		return workloads().stream()
			.filter((workload) -> workload.podLabels().entrySet().containsAll(labels.entrySet()))
			.map(Workload::name)
			.collect(Collectors.toList());
	}

	/**
	 * The workloads that the selector of a policy finds.
	 * @param selector labels, and lists of what a label may say
	 * @return their names
	 */
	public List<String> matched(Map<String, Object> selector) {
		if (!Set.of("matchLabels", "matchExpressions").containsAll(selector.keySet())) {
			throw new AssertionError("unknown here: " + selector);
		}
		List<Map<String, Object>> expressions = Tree.maps(selector.get("matchExpressions"));
		List<String> labelled = selected(Tree.map(selector.get("matchLabels")));
		return labelled.stream()
			.filter((name) -> expressions.stream()
				.allMatch((expression) -> isIn(workload(name).podLabels(), expression)))
			.toList();
	}

	private static boolean isIn(Map<String, Object> labels, Map<String, Object> expression) {
		if (!"In".equals(expression.get("operator"))) {
			throw new AssertionError("unknown here: " + expression);
		}
		return Tree.list(expression.get("values")).contains(labels.get(String.valueOf(expression.get("key"))));
	}

}
