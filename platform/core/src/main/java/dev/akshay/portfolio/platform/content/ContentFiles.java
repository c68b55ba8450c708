package dev.akshay.portfolio.platform.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads the owner's words: YAML files, and Markdown files with YAML front matter. Blocks,
 * so it is for threads that may wait.
 */
public class ContentFiles {

	private static final String FENCE = "---";

	private static final String BODY = "body";

	private static final Pattern SLUG = Pattern.compile("[a-z0-9-]+");

	/** Every JSON string is a YAML string. */
	private static final JsonMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

	private final Path location;

	private final Validator validator;

	private final YAMLMapper yaml = YAMLMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	/**
	 * Files below a folder.
	 * @param location the content folder
	 * @param validator checks what is read
	 */
	public ContentFiles(Path location, Validator validator) {
		this.location = location;
		this.validator = validator;
	}

	/**
	 * Reads one YAML file.
	 * @param <T> the record it is read into
	 * @param name the file's name below the content folder
	 * @param type the record; its constraints are checked
	 * @return the file
	 * @throws InvalidContent if it says something wrong
	 */
	public <T> Document<T> yaml(String name, Class<T> type) {
		var faults = new ArrayList<String>();
		var document = read(this.location.resolve(name), type, faults, false);
		return document.filter((_) -> faults.isEmpty()).orElseThrow(() -> new InvalidContent(faults));
	}

	/**
	 * Reads every Markdown file of a folder.
	 * @param <T> the record that a file is read into
	 * @param folder the folder below the content folder
	 * @param type the record; its constraints are checked. Its component {@code body} is
	 * the text behind the front matter
	 * @return the files by name
	 * @throws InvalidContent if any of them says something wrong, with all faults of all
	 * files
	 */
	public <T> List<Document<T>> markdown(String folder, Class<T> type) {
		var faults = new ArrayList<String>();
		var documents = markdownFiles(this.location.resolve(folder)).stream()
			.flatMap((file) -> read(file, type, faults, true).stream())
			.toList();
		if (!faults.isEmpty()) {
			throw new InvalidContent(faults);
		}
		return documents;
	}

	private List<Path> markdownFiles(Path folder) {
		if (!Files.isDirectory(folder)) {
			throw new InvalidContent(List.of(nameOf(folder) + ": there is no such folder in " + this.location));
		}
		try (var files = Files.list(folder)) {
			return files.filter((file) -> file.toString().endsWith(".md") && !FolderState.isHidden(file))
				.sorted()
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private <T> Optional<Document<T>> read(Path file, Class<T> type, List<String> faults, boolean markdown) {
		var text = text(file, faults);
		if (text == null) {
			return Optional.empty();
		}
		if (markdown && !SLUG.matcher(slugOf(file)).matches()) {
			faults.add(nameOf(file) + ": the name is part of an address, so it must consist of a-z, 0-9 and -");
		}
		var parts = markdown ? split(file, text, faults) : new Parts(text, null);
		if (parts == null) {
			return Optional.empty();
		}
		return bind(file, parts, type, faults).map((content) -> new Document<>(slugOf(file), content, hash(text)));
	}

	private @Nullable String text(Path file, List<String> faults) {
		try {
			return Files.readString(file);
		}
		catch (IOException _) {
			faults.add(nameOf(file) + ": cannot be read, or is not UTF-8");
			return null;
		}
	}

	/**
	 * The front matter keeps its line numbers: the opening fence becomes an empty line.
	 */
	private @Nullable Parts split(Path file, String text, List<String> faults) {
		var lines = text.lines().toList();
		var end = lines.isEmpty() ? -1 : lines.subList(1, lines.size()).indexOf(FENCE) + 1;
		if (end <= 0 || !lines.getFirst().equals(FENCE)) {
			faults.add(nameOf(file) + ":1: the file must start with front matter between two lines of ---");
			return null;
		}
		var body = String.join("\n", lines.subList(end + 1, lines.size())).strip();
		return new Parts("\n" + String.join("\n", lines.subList(1, end)) + "\n", body);
	}

	private <T> Optional<T> bind(Path file, Parts parts, Class<T> type, List<String> faults) {
		var matter = parts.matter();
		try {
			// on its own first, so that faults of the syntax are told where they are
			if (this.yaml.readTree(matter).isEmpty()) {
				faults.add(nameOf(file) + ":1: says nothing");
				return Optional.empty();
			}
			matter = whole(parts);
			var value = this.yaml.readValue(matter, type);
			var lines = YamlLines.of(matter);
			this.validator.validate(value)
				.stream()
				.map((violation) -> "%s:%d: %s %s".formatted(nameOf(file),
						lines.lineOf(violation.getPropertyPath().toString()), violation.getPropertyPath(),
						violation.getMessage()))
				.sorted()
				.forEach(faults::add);
			return Optional.of(value);
		}
		catch (JacksonException ex) {
			faults.add((ex.getCause() instanceof MarkedYamlEngineException malformed) ? malformed(file, malformed)
					: "%s:%d: %s".formatted(nameOf(file), lineOf(matter, ex), fault(ex)));
			return Optional.empty();
		}
	}

	/** The body as one more field, in the line where the front matter ends. */
	private static String whole(Parts parts) {
		var body = parts.body();
		return (body != null) ? parts.matter() + BODY + ": " + JSON.writeValueAsString(body) + '\n' : parts.matter();
	}

	private String malformed(Path file, MarkedYamlEngineException ex) {
		return "%s:%d: is not valid YAML: %s".formatted(nameOf(file),
				ex.getProblemMark().map((mark) -> mark.getLine() + 1).orElse(1), ex.getProblem());
	}

	// binding tells of some faults only at the end of the file; the path still leads to
	// their line
	private static int lineOf(String matter, JacksonException ex) {
		if (ex instanceof DatabindException binding && !binding.getPath().isEmpty()) {
			return YamlLines.of(matter).lineOf(path(binding));
		}
		return (ex.getLocation() != null) ? Math.max(1, ex.getLocation().getLineNr()) : 1;
	}

	private static String fault(JacksonException ex) {
		return switch (ex) {
			case UnrecognizedPropertyException unknown -> path(unknown) + " is unknown here";
			case DatabindException binding -> path(binding) + " cannot be read: " + binding.getOriginalMessage();
			default -> "is not valid YAML: " + ex.getOriginalMessage();
		};
	}

	private static String path(DatabindException ex) {
		var path = new StringBuilder();
		for (var reference : ex.getPath()) {
			if (reference.getPropertyName() != null) {
				path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
			}
			else {
				path.append('[').append(reference.getIndex()).append(']');
			}
		}
		return path.isEmpty() ? "the file" : path.toString();
	}

	private String nameOf(Path file) {
		return this.location.relativize(file).toString().replace('\\', '/');
	}

	private static String slugOf(Path file) {
		var name = String.valueOf(file.getFileName());
		return name.substring(0, name.lastIndexOf('.'));
	}

	private static String hash(String text) {
		try {
			var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JDK has SHA-256", ex);
		}
	}

	private record Parts(String matter, @Nullable String body) {
	}

}
