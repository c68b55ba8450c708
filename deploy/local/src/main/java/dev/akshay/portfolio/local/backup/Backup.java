package dev.akshay.portfolio.local.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

import dev.akshay.portfolio.local.control.ControlClient;
import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.home.RunningSuite;
import dev.akshay.portfolio.local.process.ProcessStatus;
import dev.akshay.portfolio.local.process.State;

/**
 * Everything that a home keeps, in one file that only its owner can read.
 *
 * <p>
 * A running suite goes on. PostgreSQL is copied as of the moment at which its copy ends,
 * with all databases in it. Kafka stands still for a moment before that, so that what the
 * databases think Kafka has is in the copy of Kafka: meanwhile outboxes keep events, and
 * consumers wait. What Kafka has besides comes again, which no consumer minds.
 */
public final class Backup {

	private static final String KAFKA = "kafka";

	private final Home home;

	private final Path file;

	private Backup(Home home, Path file) {
		this.home = home;
		this.file = file;
	}

	/**
	 * Makes a backup.
	 * @param home what to copy
	 * @param file a new file
	 * @return the size of the backup in bytes
	 * @throws Failure if it cannot be made; then there is no file
	 */
	public static long make(Home home, Path file) {
		return new Backup(home, file.toAbsolutePath().normalize()).make();
	}

	private long make() {
		requireNew();
		Optional<ControlClient> supervisor = RunningSuite.find(this.home).map(ControlClient::new);
		this.home.requireWhole();
		this.home.version().require();
		Path part = this.file.resolveSibling("." + this.file.getFileName() + ".part");
		try (Undo undo = new Undo()) {
			if (supervisor.isPresent()) {
				write(part, undo, (writer) -> copyRunning(supervisor.get(), writer, undo));
			}
			else {
				requireStopped();
				try (AutoCloseable _ = this.home.lock()) {
					write(part, undo, this::copyStopped);
				}
			}
			undo.requireNotBegun();
			Files.move(part, this.file);
			return Files.size(this.file);
		}
		catch (Failure failure) {
			throw failure;
		}
		catch (IOException ex) {
			throw new Failure("cannot make %s: %s".formatted(this.file, reasonOf(ex)));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void requireNew() {
		if (Files.exists(this.file)) {
			throw new Failure(this.file + " is there already: choose another name, or remove it");
		}
		if (!Files.isDirectory(this.file.resolveSibling(""))) {
			throw new Failure(this.file.resolveSibling("") + " is no folder: make it, or choose another one");
		}
	}

	private void requireStopped() {
		if (!this.home.hasData()) {
			throw new Failure("there is nothing to keep in " + this.home.directory()
					+ ": start a suite with './portfolio up', or set PORTFOLIO_HOME");
		}
		int left = this.home.leftovers().alive().size();
		if (left > 0) {
			throw new Failure(
					"the launcher of %s is gone, %d of its processes are not: end them with './portfolio down'"
						.formatted(this.home.directory(), left));
		}
	}

	private void write(Path part, Undo undo, Copy copy) throws IOException {
		try (FileChannel channel = FileChannel.open(part,
				Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
			undo.later(() -> delete(part));
			OutputStream out = Channels.newOutputStream(channel);
			try (BackupWriter writer = new BackupWriter(out, Manifest.now())) {
				copy.into(writer);
				writer.tree(this.home.directory(), this.home.mail(), (_) -> true);
				writer.tree(this.home.directory(), this.home.secretsDirectory(), (_) -> true);
				writer.file(this.home.directory(), this.home.oneTimePassword().file());
				writer.file(this.home.directory(), this.home.version().file());
				writer.finish();
				channel.force(true);
			}
		}
	}

	private void copyRunning(ControlClient supervisor, BackupWriter writer, Undo undo) throws IOException {
		Path root = this.home.directory();
		ProcessStatus postgres = find(supervisor, "postgres");
		if (postgres.state() != State.READY || postgres.url() == null) {
			throw new Failure(
					"PostgreSQL is %s: start it with './portfolio start postgres'".formatted(postgres.state()));
		}
		try (PostgresCopy copy = PostgresCopy.begin(postgres.url(), this.home.secrets().get("postgres"),
				this.home.postgres().resolve("data"))) {
			copy.copy(writer, root);
			if (find(supervisor, KAFKA).state() != State.STOPPED) {
				undo.later(() -> supervisor.start(KAFKA, 0));
				supervisor.stop(KAFKA, 0);
			}
			writer.tree(root, this.home.kafka(), (_) -> true);
			copy.end(writer, root);
		}
	}

	private static ProcessStatus find(ControlClient supervisor, String name) {
		return supervisor.status(false)
			.processes()
			.stream()
			.filter((process) -> process.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new Failure("the suite has no " + name));
	}

	private void copyStopped(BackupWriter writer) throws IOException {
		Path data = this.home.postgres().resolve("data");
		// the lock of a server that is gone
		writer.tree(this.home.directory(), data, (path) -> !path.equals(data.resolve("postmaster.pid")));
		writer.tree(this.home.directory(), this.home.kafka(), (_) -> true);
	}

	private static void delete(Path part) {
		try {
			Files.deleteIfExists(part);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String reasonOf(IOException ex) {
		return switch (ex) {
			case AccessDeniedException denied -> denied.getFile() + " is another user's";
			case FileAlreadyExistsException there ->
				there.getFile() + " is there: another backup writes it, or one was killed, and then it can be removed";
			case FileSystemException inFile when inFile.getReason() != null ->
				inFile.getFile() + ": " + inFile.getReason();
			default -> String.valueOf(ex.getMessage());
		};
	}

	/** Copies PostgreSQL and Kafka, each in the way that suits the moment. */
	@FunctionalInterface
	private interface Copy {

		void into(BackupWriter writer) throws IOException;

	}

}
