package dev.akshay.portfolio.platform.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a folder without reading its files. Two equal states mean that no
 * file changed in between.
 *
 * @param files the visible files with their marks
 */
record FolderState(Map<Path, Mark> files) {

	private static final int DEPTH = 2;

	/**
	 * Looks at a folder. Blocks.
	 * @param folder the folder
	 * @return its state; one that does not exist is empty
	 */
	static FolderState of(Path folder) {
		var marks = new HashMap<Path, Mark>();
		if (Files.isDirectory(folder)) {
			try (var files = Files.walk(folder, DEPTH)) {
				files.filter((file) -> !isHidden(file)).forEach((file) -> {
					var mark = Mark.of(file);
					if (mark != null) {
						marks.put(file, mark);
					}
				});
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return new FolderState(Map.copyOf(marks));
	}

	/**
	 * Whether a file is none of the owner's words: editors keep their own this way.
	 * @param file the file
	 * @return whether its name starts with a dot
	 */
	static boolean isHidden(Path file) {
		return String.valueOf(file.getFileName()).startsWith(".");
	}

	/**
	 * What is different when a file is: replacing it counts, even by one of the same age.
	 */
	record Mark(long size, FileTime modified, @Nullable Object identity) {

		static @Nullable Mark of(Path file) {
			try {
				var attributes = Files.readAttributes(file, BasicFileAttributes.class);
				return attributes.isRegularFile()
						? new Mark(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey()) : null;
			}
			catch (IOException _) {
				// gone since it was listed
				return null;
			}
		}

	}

}
