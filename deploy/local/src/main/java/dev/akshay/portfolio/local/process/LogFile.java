package dev.akshay.portfolio.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The output of a process, bounded in size. The process appends to the file by itself, so
 * that it goes on writing when its supervisor dies.
 */
final class LogFile {

	private static final long LARGEST = 20 << 20;

	private static final int TAIL_BYTES = 64 << 10;

	private final Path path;

	private volatile long beginning;

	LogFile(Path path) {
		this.path = path;
	}

	ProcessBuilder.Redirect appended() {
		this.beginning = size();
		return ProcessBuilder.Redirect.appendTo(this.path.toFile());
	}

	/** The last lines since the process was started. */
	List<String> tail(int lines) {
		try (RandomAccessFile file = new RandomAccessFile(this.path.toFile(), "r")) {
			long from = Math.max(Math.min(this.beginning, file.length()), file.length() - TAIL_BYTES);
			byte[] bytes = new byte[(int) (file.length() - from)];
			file.seek(from);
			file.readFully(bytes);
			List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
			return all.subList(Math.max(0, all.size() - lines), all.size());
		}
		catch (IOException ex) {
			return List.of();
		}
	}

	/** Keeps one older file; lines written in the instant of truncation are lost. */
	void bound() throws IOException {
		if (size() <= LARGEST) {
			return;
		}
		Files.copy(this.path, this.path.resolveSibling(this.path.getFileName() + ".1"),
				StandardCopyOption.REPLACE_EXISTING);
		try (FileChannel channel = FileChannel.open(this.path, StandardOpenOption.WRITE)) {
			channel.truncate(0);
		}
		this.beginning = 0;
	}

	private long size() {
		return this.path.toFile().length();
	}

}
