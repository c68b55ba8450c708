package dev.akshay.portfolio.platform.editing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What has to change for one revision to become another.
 *
 * @param from the number of the one
 * @param to the number of the other
 * @param changes field by field; none if both say the same
 */
public record Difference(int from, int to, List<FieldChange> changes) {

	static List<FieldChange> between(JsonNode from, JsonNode to) {
		var changes = new ArrayList<FieldChange>();
		compare("", from, to, changes);
		return changes;
	}

	private static void compare(String path, @Nullable JsonNode before, @Nullable JsonNode after,
			List<FieldChange> changes) {
		if (before != null && after != null && before.isObject() && after.isObject()) {
			var names = new LinkedHashSet<>(before.propertyNames());
			names.addAll(after.propertyNames());
			names.forEach((name) -> compare(path.isEmpty() ? name : path + '.' + name, before.get(name),
					after.get(name), changes));
		}
		else if (before != null && after != null && isListOfObjects(before) && isListOfObjects(after)) {
			for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
				compare("%s[%d]".formatted(path, i), before.get(i), after.get(i), changes);
			}
		}
		else if (before == null || !before.equals(after)) {
			changes.add(FieldChange.of(path, before, after));
		}
	}

	private static boolean isListOfObjects(JsonNode node) {
		return node.isArray() && !node.isEmpty() && node.valueStream().allMatch(JsonNode::isObject);
	}

	/**
	 * One field that says something else.
	 *
	 * @param field where it is, such as {@code experience[1].title}
	 * @param before what it said, absent if it was not there
	 * @param after what it says, absent if it is not there any more
	 * @param lines of a text with several lines, what became of each
	 */
	public record FieldChange(String field,
			@JsonProperty("old") @Schema(implementation = Object.class) @Nullable JsonNode before,
			@JsonProperty("new") @Schema(implementation = Object.class) @Nullable JsonNode after,
			@Nullable List<LineChange> lines) {

		static FieldChange of(String field, @Nullable JsonNode before, @Nullable JsonNode after) {
			var old = text(before);
			var now = text(after);
			return new FieldChange(field, before, after,
					(old != null && now != null && (old.contains("\n") || now.contains("\n")))
							? Lines.difference(old, now) : null);
		}

		private static @Nullable String text(@Nullable JsonNode node) {
			return (node != null && node.isString()) ? node.stringValue() : null;
		}

	}

	/**
	 * What became of a line.
	 *
	 * @param change {@code same}, {@code removed} or {@code added}
	 * @param text the line
	 */
	public record LineChange(String change, String text) {

		static LineChange same(String text) {
			return new LineChange("same", text);
		}

		static LineChange removed(String text) {
			return new LineChange("removed", text);
		}

		static LineChange added(String text) {
			return new LineChange("added", text);
		}

	}

}
