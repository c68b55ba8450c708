package dev.akshay.portfolio.kubernetes.kustomize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import dev.akshay.portfolio.kubernetes.manifest.Manifest;
import dev.akshay.portfolio.kubernetes.manifest.Tree;

/**
 * Renders a kustomization as Kustomize 5 does: the part of it that is used here, and an
 * error for all the rest. It is there because no registry that Maven knows has the
 * program; where the program is at hand, a test compares the two.
 */
public final class Kustomize {

	private static final Set<String> KNOWN = Set.of("apiVersion", "kind", "namespace", "labels", "resources",
			"components", "patches", "configMapGenerator", "generatorOptions", "images");

	private static final String WHOLE = "Kustomization";

	/** Works on what there is where it is named. */
	private static final String PART = "Component";

	private static final Set<String> CLUSTER_SCOPED = Set.of("Namespace");

	private final List<Manifest> manifests = new ArrayList<>();

	/** Those that get a hash of what is in them behind their name. */
	private final Set<String> hashed = new HashSet<>();

	private Kustomize() {
	}

	/**
	 * Renders.
	 * @param folder where {@code kustomization.yaml} lies
	 * @return what there is, in the order in which it is named
	 * @throws IllegalArgumentException if something is unknown here, named twice or not
	 * there
	 */
	public static List<Manifest> render(Path folder) {
		Kustomize result = read(folder.normalize());
		result.addHashes();
		return List.copyOf(result.manifests);
	}

	private static Kustomize read(Path folder) {
		Kustomize kustomize = new Kustomize();
		kustomize.build(folder, WHOLE);
		return kustomize;
	}

	private void build(Path folder, String kind) {
		Map<String, Object> file = Tree.read(folder.resolve("kustomization.yaml"));
		requireKnown(file, KNOWN);
		if (!kind.equals(file.getOrDefault("kind", WHOLE))) {
			throw new IllegalArgumentException("%s is no %s".formatted(folder, kind));
		}
		for (Object resource : Tree.list(file.get("resources"))) {
			addResource(folder.resolve(resource.toString()).normalize());
		}
		boolean plainNames = Boolean.TRUE.equals(Tree.at(file, "generatorOptions.disableNameSuffixHash"));
		Tree.maps(file.get("configMapGenerator")).forEach((map) -> generate(folder, map, plainNames));
		for (Object component : Tree.list(file.get("components"))) {
			build(folder.resolve(component.toString()).normalize(), PART);
		}
		Tree.maps(file.get("patches")).forEach((patch) -> patch(folder, patch));
		if (file.get("namespace") != null) {
			moveTo(file.get("namespace").toString());
		}
		Tree.maps(file.get("labels")).forEach(this::label);
		Tree.maps(file.get("images")).forEach(this::tag);
	}

	private static void requireKnown(Map<String, Object> map, Set<String> known) {
		for (String name : map.keySet()) {
			if (!known.contains(name)) {
				throw new IllegalArgumentException("this renderer does not know '%s'".formatted(name));
			}
		}
	}

	private void addResource(Path path) {
		if (Files.isDirectory(path)) {
			Kustomize other = read(path);
			other.manifests.forEach(this::add);
			this.hashed.addAll(other.hashed);
		}
		else {
			Tree.readAll(path).forEach((document) -> add(new Manifest(document)));
		}
	}

	private void add(Manifest manifest) {
		if (this.manifests.stream().anyMatch((other) -> isSame(other, manifest))) {
			throw new IllegalArgumentException(manifest + " is there twice");
		}
		this.manifests.add(manifest);
	}

	private static boolean isSame(Manifest one, Manifest other) {
		return one.kind().equals(other.kind()) && one.name().equals(other.name()) && group(one).equals(group(other));
	}

	private static String group(Manifest manifest) {
		String version = manifest.apiVersion();
		return version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
	}

	private void generate(Path folder, Map<String, Object> generator, boolean plainName) {
		requireKnown(generator, Set.of("name", "behavior", "literals", "files"));
		Map<String, Object> data = new TreeMap<>();
		for (Object literal : Tree.list(generator.get("literals"))) {
			String[] parts = literal.toString().split("=", 2);
			data.put(parts[0], parts[1]);
		}
		for (Object file : Tree.list(generator.get("files"))) {
			Path path = folder.resolve(file.toString());
			data.put(path.getFileName().toString(), text(path));
		}
		String name = generator.get("name").toString();
		switch (Objects.toString(generator.get("behavior"), "create")) {
			case "create" -> {
				Map<String, Object> tree = new LinkedHashMap<>();
				tree.put("apiVersion", "v1");
				tree.put("kind", "ConfigMap");
				tree.put("metadata", new LinkedHashMap<>(Map.of("name", name)));
				tree.put("data", data);
				add(new Manifest(tree));
				if (!plainName) {
					this.hashed.add(name);
				}
			}
			case "merge" -> only("ConfigMap", name).map("data").putAll(data);
			default -> throw new IllegalArgumentException("this renderer does not know how else to generate " + name);
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Manifest only(String kind, String name) {
		return this.manifests.stream()
			.filter((manifest) -> manifest.kind().equals(kind) && manifest.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("there is no %s %s".formatted(kind, name)));
	}

	private void patch(Path folder, Map<String, Object> patch) {
		requireKnown(patch, Set.of("path", "target"));
		Map<String, Object> target = Tree.map(patch.get("target"));
		requireKnown(target, Set.of("kind", "name", "labelSelector"));
		for (Map<String, Object> document : Tree.readAll(folder.resolve(patch.get("path").toString()))) {
			Manifest change = new Manifest(document);
			List<Manifest> meant = this.manifests.stream()
				.filter((manifest) -> target.isEmpty() ? isSame(manifest, change) : isMeant(manifest, target))
				.toList();
			if (meant.isEmpty()) {
				throw new IllegalArgumentException("nothing is meant by the patch " + change);
			}
			meant.forEach((manifest) -> StrategicMerge.apply(manifest, change));
		}
	}

	private static boolean isMeant(Manifest manifest, Map<String, Object> target) {
		boolean kind = target.get("kind") == null || manifest.kind().equals(target.get("kind"));
		boolean name = target.get("name") == null || manifest.name().matches(target.get("name").toString());
		if (target.get("labelSelector") == null) {
			return kind && name;
		}
		String[] label = target.get("labelSelector").toString().split("=", 2);
		return kind && name && label[1].equals(manifest.labels().get(label[0]));
	}

	private void moveTo(String namespace) {
		for (Manifest manifest : this.manifests) {
			Map<String, Object> metadata = manifest.map("metadata");
			metadata.put(CLUSTER_SCOPED.contains(manifest.kind()) ? "name" : "namespace", namespace);
		}
	}

	private void label(Map<String, Object> labels) {
		requireKnown(labels, Set.of("pairs", "includeTemplates"));
		Map<String, Object> pairs = Tree.map(labels.get("pairs"));
		for (Manifest manifest : this.manifests) {
			below(manifest.map("metadata"), "labels").putAll(pairs);
			if (manifest.kind().equals("Deployment") && Boolean.TRUE.equals(labels.get("includeTemplates"))) {
				below(manifest.map("spec.template.metadata"), "labels").putAll(pairs);
			}
		}
	}

	private static Map<String, Object> below(Map<String, Object> parent, String name) {
		return Tree.map(parent.computeIfAbsent(name, (_) -> new LinkedHashMap<String, Object>()));
	}

	private void tag(Map<String, Object> image) {
		requireKnown(image, Set.of("name", "newName", "newTag", "digest"));
		String name = image.get("name").toString();
		String written = Objects.toString(image.get("newName"), name)
				+ ((image.get("digest") != null) ? "@" + image.get("digest") : ":" + image.get("newTag"));
		for (Manifest manifest : this.manifests) {
			for (Map<String, Object> container : manifest.maps("spec.template.spec.containers")) {
				if (container.get("image").toString().matches("\\Q" + name + "\\E([:@].*)?")) {
					container.put("image", written);
				}
			}
		}
	}

	private void addHashes() {
		Map<String, String> names = new HashMap<>();
		for (Manifest manifest : this.manifests) {
			if (manifest.kind().equals("ConfigMap") && this.hashed.contains(manifest.name())) {
				String name = manifest.name();
				names.put(name, name + "-" + NameHash.of(manifest));
				manifest.map("metadata").put("name", names.get(name));
			}
		}
		this.manifests.forEach((manifest) -> Tree.visit(manifest.tree(), (key, value) -> {
			if (Set.of("configMapRef", "configMapKeyRef", "configMap").contains(key)) {
				Map<String, Object> reference = Tree.map(value);
				String name = String.valueOf(reference.get("name"));
				reference.put("name", names.getOrDefault(name, name));
			}
		}));
	}

}
