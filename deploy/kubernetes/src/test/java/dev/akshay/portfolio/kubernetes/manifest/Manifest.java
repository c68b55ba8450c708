package dev.akshay.portfolio.kubernetes.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One object as it would be sent to a cluster.
 *
 * @param tree what it consists of; may be changed by who renders it
 */
public record Manifest(Map<String, Object> tree) {

	/**
	 * Which API it belongs to.
	 * @return its group and version
	 */
	public String apiVersion() {
		return text("apiVersion");
	}

	/**
	 * What it is.
	 * @return its kind
	 */
	public String kind() {
		return text("kind");
	}

	/**
	 * What it is called.
	 * @return its name
	 */
	public String name() {
		return text("metadata.name");
	}

	/**
	 * What it is labelled with.
	 * @return its labels
	 */
	public Map<String, Object> labels() {
		return map("metadata.labels");
	}

	/**
	 * Looks at a place in it.
	 * @param path names with dots in between
	 * @return what is there, or {@code null}
	 */
	public Object at(String path) {
		return Tree.at(this.tree, path);
	}

	/**
	 * Looks at a place that has to be there.
	 * @param path names with dots in between
	 * @return what is there, as text
	 */
	public String text(String path) {
		return String.valueOf(Objects.requireNonNull(at(path), () -> this + " has no " + path));
	}

	/**
	 * Looks at a place with names below it.
	 * @param path names with dots in between
	 * @return what is there; empty if nothing is
	 */
	public Map<String, Object> map(String path) {
		return Tree.map(at(path));
	}

	/**
	 * Looks at a place with several things.
	 * @param path names with dots in between
	 * @return what is there; empty if nothing is
	 */
	public List<Map<String, Object>> maps(String path) {
		return Tree.maps(at(path));
	}

	/**
	 * Every place of one name, however deep.
	 * @param name the name
	 * @return what is at these places
	 */
	public List<Object> all(String name) {
		List<Object> found = new ArrayList<>();
		Tree.visit(this.tree, (key, value) -> {
			if (key.equals(name)) {
				found.add(value);
			}
		});
		return found;
	}

	@Override
	public String toString() {
		return Tree.at(this.tree, "kind") + "/" + Tree.at(this.tree, "metadata.name");
	}

}
