package dev.akshay.portfolio.local.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Remembers every process that was started, so that a later command can end those whose
 * supervisor was killed.
 */
public final class Leftovers {

	/**
	 * The kernel tells the start of a process relative to a boot time that clock changes
	 * move.
	 */
	private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Path directory;

	Leftovers(Path directory) {
		this.directory = directory;
	}

	public void remember(String process, ProcessHandle handle) {
		try {
			PrivateFile.write(file(process), handle.pid() + " " + startOf(handle).toEpochMilli());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public void forget(String process) {
		try {
			Files.deleteIfExists(file(process));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public List<ProcessHandle> alive() {
		return files().stream().flatMap((file) -> remembered(file).stream()).toList();
	}

	/**
	 * Ends what a killed supervisor left running.
	 * @return how many processes that were
	 */
	public int end() {
		List<ProcessHandle> alive = alive();
		List<ProcessHandle> all = alive.stream()
			.flatMap((handle) -> Stream.concat(Stream.of(handle), handle.descendants()))
			.toList();
		alive.forEach(ProcessHandle::destroy);
		try {
			CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
				.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
				.join();
			all.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
			for (Path file : files()) {
				Files.delete(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return alive.size();
	}

	private List<Path> files() {
		if (!Files.isDirectory(this.directory)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.filter((file) -> file.toString().endsWith(".pid")).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A process that only happens to have the same number now is none of ours. */
	private static Optional<ProcessHandle> remembered(Path file) {
		try (Scanner scanner = new Scanner(file, StandardCharsets.UTF_8)) {
			long pid = scanner.nextLong();
			Instant started = Instant.ofEpochMilli(scanner.nextLong());
			return ProcessHandle.of(pid)
				.filter(ProcessHandle::isAlive)
				.filter((handle) -> Duration.between(started, startOf(handle)).abs().compareTo(CLOCK_TOLERANCE) <= 0);
		}
		catch (IOException | NoSuchElementException ex) {
			return Optional.empty();
		}
	}

	private static Instant startOf(ProcessHandle handle) {
		return handle.info().startInstant().orElse(Instant.EPOCH);
	}

	private Path file(String process) {
		return this.directory.resolve(process + ".pid");
	}

}
