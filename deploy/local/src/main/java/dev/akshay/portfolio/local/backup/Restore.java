package dev.akshay.portfolio.local.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import dev.akshay.portfolio.local.backup.BackupReader.Target;
import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.home.RunningSuite;

/** Brings back what a backup has, into a home that has no data. */
public final class Restore {

	private static final FileAttribute<Set<PosixFilePermission>> FOLDER = PosixFilePermissions
		.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

	private static final FileAttribute<Set<PosixFilePermission>> FILE = PosixFilePermissions
		.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

	private Restore() {
	}

	/**
	 * Restores a backup.
	 * @param home gets everything
	 * @param file the backup; it is read to its end before anything is written
	 * @return when it was made, in ISO 8601
	 * @throws Failure if it cannot be brought back; then nothing was changed
	 */
	public static String into(Home home, Path file) {
		requireIdle(home);
		BackupReader backup = new BackupReader(file.toAbsolutePath().normalize());
		Manifest manifest = backup.read(Target.NOWHERE);
		home.prepare();
		try (AutoCloseable _ = home.lock()) {
			requireIdle(home);
			home.restore((folder) -> backup.read(new Folder(folder)));
			return manifest.madeAt();
		}
		catch (UncheckedIOException ex) {
			throw new Failure("cannot write to %s: %s".formatted(home.directory(), ex.getMessage()));
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void requireIdle(Home home) {
		RunningSuite.find(home).ifPresent((suite) -> {
			throw new Failure("a suite is running in %s, at %s: stop it with './portfolio down'"
				.formatted(home.directory(), suite.url()));
		});
		if (!home.leftovers().alive().isEmpty()) {
			throw new Failure("processes of a launcher that is gone are running in %s: end them with './portfolio down'"
				.formatted(home.directory()));
		}
		if (!home.isBeingRestored() && home.hasData()) {
			throw new Failure("%s has data already: move it out of the way, or set PORTFOLIO_HOME to another folder"
				.formatted(home.directory()));
		}
	}

	/** Where a backup unfolds, readable by nobody else whatever it says. */
	private record Folder(Path root) implements Target {

		@Override
		public void folder(String name) {
			try {
				Files.createDirectories(this.root.resolve(name), FOLDER);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public OutputStream file(String name) {
			try {
				Path file = this.root.resolve(name);
				Files.createDirectories(file.resolveSibling(""), FOLDER);
				return new BufferedOutputStream(Channels.newOutputStream(
						FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE)));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
