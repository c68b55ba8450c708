package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.UnaryOperator;

/**
 * The content of the suite, which its owner edits while it runs.
 *
 * @param folder where it is
 */
record Content(Path folder) {

	static Content copied() {
		var folder = Path.of("target", "content").toAbsolutePath();
		var original = Path.of("..", "content");
		try (var files = Files.walk(original)) {
			for (var file : files.toList()) {
				var copy = folder.resolve(original.relativize(file).toString());
				if (Files.isDirectory(file)) {
					Files.createDirectories(copy);
				}
				else {
					Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
				}
			}
			return new Content(folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Edits a file, does something, and puts the file back. */
	void edited(String file, UnaryOperator<String> edit, Runnable meanwhile) {
		var path = this.folder.resolve(file);
		try {
			var before = Files.readString(path);
			Files.writeString(path, edit.apply(before));
			try {
				meanwhile.run();
			}
			finally {
				Files.writeString(path, before);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
