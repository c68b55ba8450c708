package dev.akshay.portfolio.kubernetes.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML as maps and lists; none of it becomes an object of another kind. */
public final class Tree {

	private Tree() {
	}

	/**
	 * Reads a file.
	 * @param file a file with one document
	 * @return what is in it
	 */
	public static Map<String, Object> read(Path file) {
		return readAll(file).getFirst();
	}

	/**
	 * Reads a file.
	 * @param file a file with any number of documents
	 * @return what is in it
	 */
	public static List<Map<String, Object>> readAll(Path file) {
		try {
			return parseAll(Files.readString(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads a text.
	 * @param text any number of documents
	 * @return what is in it
	 */
	public static List<Map<String, Object>> parseAll(String text) {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		List<Map<String, Object>> documents = new ArrayList<>();
		new Yaml(new SafeConstructor(options)).loadAll(text).forEach((document) -> documents.add(map(document)));
		return documents;
	}

	/**
	 * Looks at a place.
	 * @param node where to begin
	 * @param path names with dots in between
	 * @return what is there, or {@code null}
	 */
	public static Object at(Object node, String path) {
		Object place = node;
		for (String name : path.split("\\.")) {
			place = (place instanceof Map<?, ?> map) ? map.get(name) : null;
		}
		return place;
	}

	/**
	 * Takes something for what has names.
	 * @param node it, or {@code null}
	 * @return the same; empty if there is nothing
	 */
	@SuppressWarnings("unchecked") // SnakeYAML makes nothing else, and no document here
									// has other keys than text
	public static Map<String, Object> map(Object node) {
		return (node != null) ? (Map<String, Object>) node : Map.of();
	}

	/**
	 * Takes something for a list.
	 * @param node it, or {@code null}
	 * @return the same; empty if there is nothing
	 */
	@SuppressWarnings("unchecked") // SnakeYAML makes nothing else
	public static List<Object> list(Object node) {
		return (node != null) ? (List<Object>) node : List.of();
	}

	/**
	 * Takes something for a list of what has names.
	 * @param node it, or {@code null}
	 * @return the same; empty if there is nothing
	 */
	public static List<Map<String, Object>> maps(Object node) {
		return list(node).stream().map(Tree::map).toList();
	}

	/**
	 * Copies everything, however deep.
	 * @param node what to copy
	 * @return the same, which may be changed
	 */
	public static Object copy(Object node) {
		return switch (node) {
			case Map<?, ?> map -> {
				Map<Object, Object> copy = new LinkedHashMap<>();
				map.forEach((key, value) -> copy.put(key, copy(value)));
				yield copy;
			}
			case List<?> list -> new ArrayList<>(list.stream().map(Tree::copy).toList());
			case null, default -> node;
		};
	}

	/**
	 * Goes through everything, however deep.
	 * @param node where to begin
	 * @param visitor told of every name with what is there
	 */
	public static void visit(Object node, BiConsumer<String, Object> visitor) {
		if (node instanceof Map<?, ?> map) {
			map.forEach((key, value) -> {
				visitor.accept(String.valueOf(key), value);
				visit(value, visitor);
			});
		}
		else if (node instanceof List<?> list) {
			list.forEach((element) -> visit(element, visitor));
		}
	}

}
