package dev.akshay.portfolio.platform.content;

import java.util.OptionalInt;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds the line of a value by its path, such as {@code experience[1].stack}. */
final class YamlLines {

	private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

	private final @Nullable Node root;

	private YamlLines(@Nullable Node root) {
		this.root = root;
	}

	static YamlLines of(String yaml) {
		try {
			return new YamlLines(new Compose(LoadSettings.builder().build()).composeString(yaml).orElse(null));
		}
		catch (YamlEngineException _) {
			// what was read otherwise all the same, such as with many aliases
			return new YamlLines(null);
		}
	}

	/**
	 * Finds a value that stands elsewhere: an anchor ({@code &name}) or an alias
	 * ({@code *name}).
	 * @param yaml what is valid otherwise
	 * @return the line of the first one, counted from 1; empty if every value stands
	 * where it belongs
	 */
	static OptionalInt lineOfReference(String yaml) {
		for (var event : new Parse(LoadSettings.builder().build()).parseString(yaml)) {
			if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
				return OptionalInt.of(node.getStartMark().map((mark) -> mark.getLine() + 1).orElse(1));
			}
		}
		return OptionalInt.empty();
	}

	/**
	 * Finds the line.
	 * @param path where the value is
	 * @return its line, counted from 1; that of the closest parent if it is missing
	 */
	int lineOf(String path) {
		var node = this.root;
		var line = 1;
		var steps = STEP.matcher(path);
		while (node != null && steps.find()) {
			node = child(node, steps.group(1), steps.group(2));
			line = (node != null) ? lineOf(node, line) : line;
		}
		return line;
	}

	private static @Nullable Node child(Node parent, @Nullable String name, @Nullable String index) {
		return switch (parent) {
			case MappingNode mapping when name != null -> mapping.getValue()
				.stream()
				.filter((entry) -> entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name))
				.findFirst()
				.<Node>map(NodeTuple::getValueNode)
				.orElse(null);
			case SequenceNode sequence when index != null && Integer.parseInt(index) < sequence.getValue().size() ->
				sequence.getValue().get(Integer.parseInt(index));
			default -> null;
		};
	}

	private static int lineOf(Node node, int otherwise) {
		return node.getStartMark().map((mark) -> mark.getLine() + 1).orElse(otherwise);
	}

}
