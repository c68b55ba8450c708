package dev.akshay.portfolio.profile.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

import dev.akshay.portfolio.platform.archive.Archive;
import dev.akshay.portfolio.platform.archive.ArchiveEntry;
import dev.akshay.portfolio.platform.archive.InvalidArchive;
import dev.akshay.portfolio.platform.problem.FieldError;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an archive says of itself.
 *
 * @param format what it is
 * @param version of the format
 * @param exportedAt when it was made
 * @param files every other file in it, in the order of their paths
 */
record Manifest(String format, int version, Instant exportedAt, List<ArchiveEntry> files) {

	static final String PATH = ".studio/manifest.json";

	private static final String FORMAT = "portfolio";

	private static final int VERSION = 1;

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(SerializationFeature.INDENT_OUTPUT)
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.build();

	/**
	 * Describes an archive.
	 * @param files what is in it, in the order of the paths
	 * @param now when it is made
	 * @return the manifest as a file
	 */
	static byte[] of(Collection<ArchiveEntry> files, Instant now) {
		return JSON.writeValueAsBytes(new Manifest(FORMAT, VERSION, now, List.copyOf(files)));
	}

	/**
	 * Checks that an archive is what its manifest says.
	 * @param archive the archive
	 * @throws InvalidArchive if it is not, or of a version that is not known
	 */
	static void check(Archive archive) {
		if (!archive.entries().containsKey(PATH)) {
			throw invalid(PATH, "is missing: this is no archive of a portfolio");
		}
		var manifest = read(archive.text(PATH));
		if (!FORMAT.equals(manifest.format())) {
			throw invalid(PATH, "format must be " + FORMAT);
		}
		if (manifest.version() != VERSION) {
			throw invalid(PATH, "version must be %d, which is the one that is known here".formatted(VERSION));
		}
		var told = new TreeMap<String, ArchiveEntry>();
		var errors = new ArrayList<FieldError>();
		for (var file : manifest.files()) {
			if (told.put(file.path(), file) != null) {
				errors.add(new FieldError(file.path(), "is there twice"));
			}
		}
		archive.entries().forEach((path, file) -> {
			@Nullable ArchiveEntry said = told.remove(path);
			if (!path.equals(PATH) && !file.equals(said)) {
				errors.add(new FieldError(path, "is not what the manifest says"));
			}
		});
		told.keySet().forEach((path) -> errors.add(new FieldError(path, "is missing")));
		if (!errors.isEmpty()) {
			throw new InvalidArchive(errors);
		}
	}

	@SuppressWarnings("ConstantValue") // what was read may lack anything
	private static Manifest read(String text) {
		try {
			var manifest = JSON.readValue(text, Manifest.class);
			if (manifest.files() == null
					|| manifest.files().stream().anyMatch((file) -> file == null || file.path() == null)) {
				throw invalid(PATH, "files must be there, each with its path");
			}
			return manifest;
		}
		catch (JacksonException ex) {
			throw invalid(PATH, "cannot be read: " + ex.getOriginalMessage());
		}
	}

	private static InvalidArchive invalid(String file, String message) {
		return new InvalidArchive(List.of(new FieldError(file, message)));
	}

}
