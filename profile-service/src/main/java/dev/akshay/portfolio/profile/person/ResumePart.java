package dev.akshay.portfolio.profile.person;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import dev.akshay.portfolio.platform.problem.FieldError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An object of a JSON Resume while it is read. What nobody asks for is told in the end.
 */
final class ResumePart {

	private static final Pattern DATE = Pattern.compile("(\\d{4})(?:-(0[1-9]|1[0-2])(-\\d{2})?)?");

	private final String path;

	private final JsonNode node;

	private final Notes notes;

	private final Set<String> asked = new HashSet<>();

	ResumePart(String path, JsonNode node, Notes notes) {
		this.path = path;
		this.node = node;
		this.notes = notes;
		if (!node.isObject()) {
			notes.wrong(path.isEmpty() ? "body" : path, "must be an object");
		}
	}

	String path() {
		return this.path;
	}

	private String path(String name) {
		return this.path.isEmpty() ? name : this.path + '.' + name;
	}

	private @Nullable JsonNode get(String name) {
		this.asked.add(name);
		var value = this.node.get(name);
		return (value == null || value.isNull()) ? null : value;
	}

	boolean has(String name) {
		return this.node.hasNonNull(name);
	}

	@Nullable String text(String name) {
		var value = get(name);
		if (value != null && !value.isString()) {
			this.notes.wrong(path(name), "must be text");
			return null;
		}
		return (value == null || value.stringValue().isBlank()) ? null : value.stringValue().strip();
	}

	List<String> texts(String name) {
		return IntStream.range(0, size(name)).mapToObj((i) -> {
			var each = this.node.get(name).get(i);
			if (!each.isString()) {
				this.notes.wrong("%s[%d]".formatted(path(name), i), "must be text");
				return "";
			}
			return each.stringValue().strip();
		}).filter((text) -> !text.isEmpty()).toList();
	}

	List<ResumePart> parts(String name) {
		return IntStream.range(0, size(name))
			.mapToObj((i) -> new ResumePart("%s[%d]".formatted(path(name), i), this.node.get(name).get(i), this.notes))
			.toList();
	}

	private int size(String name) {
		var value = get(name);
		if (value != null && !value.isArray()) {
			this.notes.wrong(path(name), "must be an array");
			return 0;
		}
		return (value != null) ? value.size() : 0;
	}

	@Nullable ResumePart part(String name) {
		var value = get(name);
		return (value != null) ? new ResumePart(path(name), value, this.notes) : null;
	}

	/** A month; where the résumé says a day, the day is left out. */
	@Nullable String month(String name) {
		var text = text(name);
		if (text == null) {
			return null;
		}
		var date = DATE.matcher(text);
		if (!date.matches()) {
			this.notes.wrong(path(name), "must be a date such as 2024-05-17");
			return null;
		}
		if (date.group(2) == null) {
			this.notes.ignored(path(name), "says no month");
			return null;
		}
		if (date.group(3) != null) {
			this.notes.ignored(path(name), "only the month is kept");
		}
		return date.group(1) + '-' + date.group(2);
	}

	/** A year; where the résumé says more, that is left out. */
	@Nullable Integer year(String name) {
		var text = text(name);
		if (text == null) {
			return null;
		}
		var date = DATE.matcher(text);
		if (!date.matches()) {
			this.notes.wrong(path(name), "must be a date such as 2024-05-17");
			return null;
		}
		if (date.group(2) != null) {
			this.notes.ignored(path(name), "only the year is kept");
		}
		return Integer.valueOf(date.group(1));
	}

	/** Knows a field that has nothing to do with the content. */
	void passOver(String name) {
		this.asked.add(name);
	}

	/** Leaves the whole part out. */
	void leaveOut(String reason) {
		this.asked.addAll(this.node.propertyNames());
		this.notes.ignored(this.path, reason);
	}

	/** Leaves a field out that was asked for. */
	void leaveOut(String name, String reason) {
		this.notes.ignored(path(name), reason);
	}

	/** Tells what nobody asked for. */
	void end() {
		this.node.propertyNames()
			.stream()
			.filter((name) -> !this.asked.contains(name) && this.node.hasNonNull(name))
			.forEach((name) -> this.notes.ignored(path(name), "the profile has no place for it"));
	}

	/**
	 * What is noted while a résumé is read.
	 *
	 * @param ignored what is left out
	 * @param errors what is wrong
	 */
	record Notes(List<ResumeImport.Ignored> ignored, List<FieldError> errors) {

		Notes() {
			this(new ArrayList<>(), new ArrayList<>());
		}

		void ignored(String field, String reason) {
			this.ignored.add(new ResumeImport.Ignored(field, reason));
		}

		void wrong(String field, String message) {
			this.errors.add(new FieldError(field, message));
		}

	}

}
