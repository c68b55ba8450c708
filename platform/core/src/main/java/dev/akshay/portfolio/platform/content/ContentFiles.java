package dev.akshay.portfolio.platform.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.akshay.portfolio.platform.hash.Sha256;
import dev.akshay.portfolio.platform.problem.FieldError;
import jakarta.validation.Validator;
import jakarta.validation.groups.Default;
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

	private static final String MARKDOWN = ".md";

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
		var faults = new ArrayList<Fault>();
		var document = read(this.location.resolve(name), type, faults);
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
		var faults = new ArrayList<Fault>();
		var documents = markdownFiles(this.location.resolve(folder)).stream()
			.flatMap((file) -> read(file, type, faults).stream())
			.toList();
		if (!faults.isEmpty()) {
			throw new InvalidContent(faults);
		}
		return documents;
	}

	/**
	 * Lists the files of a folder.
	 * @param folder the folder below the content folder
	 * @return their names in it, in order; none if there is no such folder
	 */
	public List<String> names(String folder) {
		var path = this.location.resolve(folder);
		return Files.isDirectory(path) ? files(path).stream()
			.filter(Files::isRegularFile)
			.map((file) -> file.getFileName().toString())
			.toList() : List.of();
	}

	/**
	 * Reads a file of any kind.
	 * @param name the file's name below the content folder
	 * @param most how many bytes it may have
	 * @return its bytes
	 * @throws InvalidContent if it cannot be read or has more
	 */
	public byte[] bytes(String name, int most) {
		try (var file = Files.newInputStream(this.location.resolve(name))) {
			var bytes = file.readNBytes(most);
			if (file.read() >= 0) {
				throw new InvalidContent(
						List.of(new Fault(name, null, null, "has more than %d bytes".formatted(most))));
			}
			return bytes;
		}
		catch (IOException _) {
			throw new InvalidContent(List.of(new Fault(name, null, null, "cannot be read")));
		}
	}

	/**
	 * Reads a text.
	 * @param name the file's name below the content folder
	 * @return what is in it
	 * @throws InvalidContent if it cannot be read or is not UTF-8
	 */
	public String text(String name) {
		try {
			return Files.readString(this.location.resolve(name));
		}
		catch (IOException _) {
			throw new InvalidContent(List.of(unreadable(name)));
		}
	}

	/**
	 * Reads a file that is at hand, as if it lay in the content folder.
	 * @param <T> the record it is read into
	 * @param name the file's name below the content folder; one that ends in {@code .md}
	 * is Markdown with front matter
	 * @param text what is in the file
	 * @param type the record; its constraints are checked
	 * @return the file
	 * @throws InvalidContent if it says something wrong
	 */
	public <T> Document<T> parse(String name, String text, Class<T> type) {
		var faults = new ArrayList<Fault>();
		var document = parse(name, text, type, faults);
		return document.filter((_) -> faults.isEmpty()).orElseThrow(() -> new InvalidContent(faults));
	}

	private List<Path> markdownFiles(Path folder) {
		if (!Files.isDirectory(folder)) {
			throw new InvalidContent(
					List.of(new Fault(nameOf(folder), null, null, "there is no such folder in " + this.location)));
		}
		return files(folder).stream().filter((file) -> file.toString().endsWith(MARKDOWN)).toList();
	}

	private static List<Path> files(Path folder) {
		try (var files = Files.list(folder)) {
			return files.filter((file) -> !FolderState.isHidden(file)).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Fault unreadable(String name) {
		return new Fault(name, null, null, "cannot be read, or is not UTF-8");
	}

	private <T> Optional<Document<T>> read(Path file, Class<T> type, List<Fault> faults) {
		try {
			return parse(nameOf(file), Files.readString(file), type, faults);
		}
		catch (IOException _) {
			faults.add(unreadable(nameOf(file)));
			return Optional.empty();
		}
	}

	private <T> Optional<Document<T>> parse(String name, String text, Class<T> type, List<Fault> faults) {
		var markdown = name.endsWith(MARKDOWN);
		if (markdown && !SLUG.matcher(slugOf(name)).matches()) {
			faults.add(new Fault(name, null, null,
					"the name is part of an address, so it must consist of a-z, 0-9 and -"));
		}
		var parts = markdown ? split(name, text, faults) : new Parts(text, null);
		if (parts == null) {
			return Optional.empty();
		}
		return bind(name, parts, type, faults)
			.map((content) -> new Document<>(slugOf(name), content, Sha256.hex(text), text));
	}

	/**
	 * The front matter keeps its line numbers: the opening fence becomes an empty line.
	 */
	private static @Nullable Parts split(String name, String text, List<Fault> faults) {
		var lines = text.lines().toList();
		var end = lines.isEmpty() ? -1 : lines.subList(1, lines.size()).indexOf(FENCE) + 1;
		if (end <= 0 || !lines.getFirst().equals(FENCE)) {
			faults.add(new Fault(name, 1, null, "the file must start with front matter between two lines of ---"));
			return null;
		}
		var body = String.join("\n", lines.subList(end + 1, lines.size())).strip();
		return new Parts("\n" + String.join("\n", lines.subList(1, end)) + "\n", body);
	}

	private <T> Optional<T> bind(String name, Parts parts, Class<T> type, List<Fault> faults) {
		var matter = parts.matter();
		try {
			// on its own first, so that faults of the syntax are told where they are
			if (this.yaml.readTree(matter).isEmpty()) {
				faults.add(new Fault(name, 1, null, "says nothing"));
				return Optional.empty();
			}
			var reference = YamlLines.lineOfReference(matter);
			if (reference.isPresent()) {
				faults
					.add(new Fault(name, reference.getAsInt(), null, "has an anchor (&) or an alias (*), which are not "
							+ "taken: write the value itself, in quotes if it begins with one of the two"));
				return Optional.empty();
			}
			matter = whole(parts);
			var value = this.yaml.readValue(matter, type);
			var lines = YamlLines.of(matter);
			this.validator.validate(value, Default.class, InFile.class)
				.stream()
				.map(FieldError::of)
				.map((error) -> new Fault(name, lines.lineOf(error.field()), error.field(), error.message()))
				.sorted(Comparator.comparing(Fault::toString))
				.forEach(faults::add);
			return Optional.of(value);
		}
		catch (JacksonException ex) {
			faults.add((ex.getCause() instanceof MarkedYamlEngineException malformed) ? malformed(name, malformed)
					: fault(name, lineOf(matter, ex), ex));
			return Optional.empty();
		}
	}

	/** The body as one more field, in the line where the front matter ends. */
	private static String whole(Parts parts) {
		var body = parts.body();
		return (body != null) ? parts.matter() + BODY + ": " + JSON.writeValueAsString(body) + '\n' : parts.matter();
	}

	private static Fault malformed(String name, MarkedYamlEngineException ex) {
		return new Fault(name, ex.getProblemMark().map((mark) -> mark.getLine() + 1).orElse(1), null,
				"is not valid YAML: " + ex.getProblem());
	}

	// binding tells of some faults only at the end of the file; the path still leads to
	// their line
	private static int lineOf(String matter, JacksonException ex) {
		if (ex instanceof DatabindException binding && !binding.getPath().isEmpty()) {
			return YamlLines.of(matter).lineOf(path(binding));
		}
		return (ex.getLocation() != null) ? Math.max(1, ex.getLocation().getLineNr()) : 1;
	}

	private static Fault fault(String name, int line, JacksonException ex) {
		return switch (ex) {
			case UnrecognizedPropertyException unknown -> new Fault(name, line, path(unknown), "is unknown here");
			case DatabindException binding ->
				new Fault(name, line, path(binding), "cannot be read: " + binding.getOriginalMessage());
			default -> new Fault(name, line, null, "is not valid YAML: " + ex.getOriginalMessage());
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

	private static String slugOf(String name) {
		return name.substring(name.lastIndexOf('/') + 1, name.lastIndexOf('.'));
	}

	private record Parts(String matter, @Nullable String body) {
	}

}
