package dev.akshay.portfolio.profile.media;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import dev.akshay.portfolio.profile.media.MediaArchive.Said;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file that says what the image files beside it show, in an archive and in the
 * content folder: a JSON list of {@code file}, {@code name} and {@code alt}.
 */
public final class MediaList {

	/** The folder of images and of this file. */
	public static final String FOLDER = "media/";

	/** The file. */
	public static final String FILE = FOLDER + "media.json";

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(SerializationFeature.INDENT_OUTPUT)
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private MediaList() {
	}

	/**
	 * Writes the file.
	 * @param said what is said about each image, in the order of the list
	 * @return its bytes
	 */
	public static byte[] write(List<Said> said) {
		return JSON.writeValueAsBytes(said);
	}

	/**
	 * Reads the file.
	 * @param text what is in it
	 * @param files the names of the image files that lie beside it
	 * @return what is said about each, in the order of the list. An image that it does
	 * not mention is for the caller to judge
	 * @throws InvalidInput if it is no such list, or names a file twice or one that is
	 * not there
	 */
	public static List<Said> read(String text, Set<String> files) {
		try {
			var said = JSON.readValue(text, Said[].class);
			// "null" is no list either
			return checked(Arrays.asList((said != null) ? said : new Said[1]), files);
		}
		catch (JacksonException ex) {
			throw refused("file", "cannot be read: " + ex.getOriginalMessage());
		}
	}

	@SuppressWarnings("ConstantValue") // what was read may lack anything
	private static List<Said> checked(List<Said> said, Set<String> files) {
		if (said.stream().anyMatch((image) -> image == null || image.file() == null)) {
			throw refused("file", "must be a list of images, each with the name of its file");
		}
		var names = new HashSet<String>();
		var errors = said.stream()
			.map(Said::file)
			.filter((file) -> !names.add(file) || !files.contains(file))
			.distinct()
			.map((file) -> new FieldError(file, files.contains(file) ? "is there twice" : "is not there"))
			.toList();
		if (!errors.isEmpty()) {
			throw InvalidInput.invalid(errors);
		}
		return said;
	}

	private static InvalidInput refused(String field, String message) {
		return InvalidInput.invalid(List.of(new FieldError(field, message)));
	}

}
