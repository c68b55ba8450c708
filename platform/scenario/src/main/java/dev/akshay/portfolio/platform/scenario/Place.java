package dev.akshay.portfolio.platform.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A value in a file, which knows where it stands.
 *
 * @param file the file
 * @param key the way to it from the top, such as {@code steps[1].seconds}
 * @param node the value
 */
record Place(String file, String key, Node node) {

	private static final Pattern WHOLE = Pattern.compile("\\d{1,6}");

	private static final Pattern PART = Pattern.compile("1|1\\.00?|0\\.\\d{1,2}");

	/**
	 * Its entries.
	 * @param required the keys that must be there
	 * @param optional those that may
	 * @return a value for each key that is there
	 * @throws InvalidScenario for a key that is missing, unknown or there twice
	 */
	Map<String, Place> entries(Set<String> required, Set<String> optional) {
		if (!(value() instanceof MappingNode mapping)) {
			throw wrong("must have entries");
		}
		Map<String, Place> entries = new LinkedHashMap<>();
		for (NodeTuple entry : mapping.getValue()) {
			String name = (entry.getKeyNode() instanceof ScalarNode scalar) ? scalar.getValue() : "?";
			Place place = new Place(this.file, this.key.isEmpty() ? name : this.key + "." + name, entry.getKeyNode());
			if (!required.contains(name) && !optional.contains(name)) {
				throw place.wrong("is unknown here");
			}
			if (entries.put(name, new Place(this.file, place.key(), entry.getValueNode())) != null) {
				throw place.wrong("is there twice");
			}
		}
		for (String name : required) {
			if (!entries.containsKey(name)) {
				throw wrong("%s is missing".formatted(name));
			}
		}
		return entries;
	}

	/**
	 * Its items.
	 * @param most how many there may be
	 * @return one at least
	 */
	List<Place> items(int most) {
		if (!(value() instanceof SequenceNode sequence)) {
			throw wrong("must be a list");
		}
		if (sequence.getValue().isEmpty() || sequence.getValue().size() > most) {
			throw wrong("must have 1 to %d items".formatted(most));
		}
		List<Place> items = new ArrayList<>();
		for (Node item : sequence.getValue()) {
			items.add(new Place(this.file, "%s[%d]".formatted(this.key, items.size()), item));
		}
		return items;
	}

	String text(int most) {
		String text = scalar().strip();
		if (text.isEmpty() || text.length() > most) {
			throw wrong("must have 1 to %d characters".formatted(most));
		}
		return text;
	}

	String text(Pattern pattern, String what) {
		String text = scalar();
		if (!pattern.matcher(text).matches()) {
			throw wrong("must be " + what);
		}
		return text;
	}

	int number(int least, int most) {
		String text = scalar();
		if (!WHOLE.matcher(text).matches() || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
			throw wrong("must be a whole number from %d to %d".formatted(least, most));
		}
		return Integer.parseInt(text);
	}

	double part() {
		String text = scalar();
		if (!PART.matcher(text).matches() || Double.parseDouble(text) == 0) {
			throw wrong("must be from 0.01 to 1, with two digits at most");
		}
		return Double.parseDouble(text);
	}

	private String scalar() {
		if (!(value() instanceof ScalarNode scalar)) {
			throw wrong("must be a single value");
		}
		return scalar.getValue();
	}

	/** What stands here and nowhere else: one who reads need not look for it. */
	private Node value() {
		if (this.node.getAnchor() != null) {
			throw wrong("must not be an anchor or an alias");
		}
		return this.node;
	}

	InvalidScenario wrong(String what) {
		return new InvalidScenario(this.file, this.node.getStartMark().getLine() + 1, this.key, what);
	}

}
