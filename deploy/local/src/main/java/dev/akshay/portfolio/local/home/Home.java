package dev.akshay.portfolio.local.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.akshay.portfolio.local.failure.Failure;

/** Where one suite keeps its data, logs and secrets; by default {@code .portfolio/}. */
public record Home(Path directory) {

	private static final long NEEDED_SPACE = 1L << 30;

	private static final String MACHINE = "machine";

	private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

	/** The version comes last: with it data are whole. */
	private static final List<String> DATA = List.of("postgres", "kafka", "mail", "secrets", "owner-password",
			"version");

	private static final String RESTORING = "restoring";

	public static Home of(Path root, Map<String, String> environment) {
		String configured = environment.getOrDefault("PORTFOLIO_HOME", "");
		Path directory = configured.isBlank() ? root.resolve(".portfolio") : Path.of(configured);
		return new Home(directory.toAbsolutePath().normalize());
	}

	/**
	 * The password with which the owner begins, in a file of its own so that it is found.
	 */
	public OneTimePassword oneTimePassword() {
		return new OneTimePassword(this.directory.resolve("owner-password"));
	}

	/**
	 * What the gateway knows us by. A home that has none yet has no owner either, and
	 * gets a password to begin with.
	 */
	public String machineSecret() {
		Secrets secrets = secrets();
		if (!secrets.has(MACHINE)) {
			oneTimePassword().write(OneTimePassword.random());
		}
		return secrets.get(MACHINE);
	}

	/** Makes the folder usable, or says why it is not. */
	public void prepare() {
		try {
			createPrivately(this.directory);
			for (Path part : List.of(postgres(), kafka(), mail(), log(), run(), secretsDirectory())) {
				createPrivately(part);
			}
			Files.delete(Files.createTempFile(this.directory, "probe", null));
		}
		catch (FileAlreadyExistsException ex) {
			throw new Failure(ex.getFile() + " is not a folder: remove it or set PORTFOLIO_HOME to another place");
		}
		catch (AccessDeniedException ex) {
			throw new Failure("cannot write to " + this.directory + ": set PORTFOLIO_HOME to a folder of your own");
		}
		catch (FileSystemException ex) {
			throw new Failure("cannot write to " + this.directory + " (" + reasonOf(ex)
					+ "): set PORTFOLIO_HOME to another folder");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public void requireSpace() {
		try {
			requireSpace(Files.getFileStore(this.directory).getUsableSpace());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void requireSpace(long usable) {
		if (usable < NEEDED_SPACE) {
			throw new Failure(
					"only %d MiB of disk are free at %s, 1024 are needed: free some or set PORTFOLIO_HOME to another disk"
						.formatted(usable >> 20, this.directory));
		}
	}

	/**
	 * Takes this home for one supervisor; the lock ends with the process that holds it.
	 * @return what to close to give it back
	 */
	@SuppressWarnings("resource")
	public AutoCloseable lock() {
		try {
			FileChannel channel = FileChannel.open(this.directory.resolve("lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE);
			if (isLocked(channel)) {
				channel.close();
				throw new Failure("another suite is already running in " + this.directory
						+ ": stop it with './portfolio down' or set PORTFOLIO_HOME to another folder");
			}
			return channel;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isLocked(FileChannel channel) throws IOException {
		try {
			return channel.tryLock() == null;
		}
		catch (OverlappingFileLockException ex) {
			return true;
		}
	}

	/**
	 * Ends what an earlier supervisor left behind when it was killed.
	 * @return how many processes that were
	 */
	public int tidyUp() {
		try (AutoCloseable _ = lock()) {
			return leftovers().end();
		}
		catch (Failure failure) {
			throw failure;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Whether there is anything that a restore would have to write over. */
	public boolean hasData() {
		return DATA.stream().map(this.directory::resolve).anyMatch(Home::hasFiles);
	}

	private static boolean hasFiles(Path part) {
		if (!Files.exists(part)) {
			return false;
		}
		try (Stream<Path> tree = Files.walk(part)) {
			return tree.anyMatch(Files::isRegularFile);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Refuses what a restore left behind that was killed. */
	public void requireWhole() {
		if (isBeingRestored()) {
			throw new Failure("a restore into " + this.directory
					+ " did not end: './portfolio restore FILE' begins it anew, 'up --fresh' starts from nothing");
		}
	}

	/** Whether a restore has begun and not ended; what is there then is not whole. */
	public boolean isBeingRestored() {
		return Files.exists(this.directory.resolve(RESTORING));
	}

	/**
	 * Puts all data in place at once; only for the holder of the lock.
	 * @param filling writes the data into the folder that it is given, laid out as a home
	 * is
	 */
	public void restore(Consumer<Path> filling) {
		Path arriving = this.directory.resolve(RESTORING);
		try {
			if (isBeingRestored()) {
				deleteData();
			}
			Files.createDirectory(arriving, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
			try {
				filling.accept(arriving);
			}
			catch (RuntimeException ex) {
				deleteTree(arriving);
				throw ex;
			}
			// from here on an end too soon leaves the folder behind, which says so
			for (String part : DATA) {
				if (Files.exists(arriving.resolve(part))) {
					deleteTree(this.directory.resolve(part));
					Files.move(arriving.resolve(part), this.directory.resolve(part), StandardCopyOption.ATOMIC_MOVE);
				}
			}
			deleteTree(arriving);
		}
		catch (IOException ex) {
			throw new Failure("cannot restore into %s (%s)".formatted(this.directory, reasonOf(ex)));
		}
	}

	private void deleteData() throws IOException {
		for (String part : DATA) {
			deleteTree(this.directory.resolve(part));
		}
		deleteTree(this.directory.resolve(RESTORING));
	}

	/** Forgets all data; only for the holder of the lock. */
	public void clear() {
		try {
			deleteData();
			try (Stream<Path> logs = Files.list(log())) {
				// the supervisor is writing its own log by now
				for (Path file : logs.filter((log) -> !log.equals(log("launcher"))).toList()) {
					Files.delete(file);
				}
			}
		}
		catch (IOException ex) {
			throw new Failure("cannot clear " + this.directory + " (" + reasonOf(ex) + "): remove it by hand");
		}
		prepare();
	}

	public static void deleteTree(Path path) throws IOException {
		if (!Files.exists(path)) {
			return;
		}
		try (Stream<Path> tree = Files.walk(path)) {
			for (Path each : tree.sorted((left, right) -> right.compareTo(left)).toList()) {
				Files.delete(each);
			}
		}
	}

	private static void createPrivately(Path part) throws IOException {
		if (Files.isDirectory(part)) {
			return;
		}
		Files.createDirectories(part, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
	}

	private static String reasonOf(IOException ex) {
		return (ex instanceof FileSystemException inFile && inFile.getReason() != null) ? inFile.getReason()
				: String.valueOf(ex.getMessage());
	}

	public Path postgres() {
		return this.directory.resolve("postgres");
	}

	public Path kafka() {
		return this.directory.resolve("kafka");
	}

	public Path mail() {
		return this.directory.resolve("mail");
	}

	public Path log() {
		return this.directory.resolve("log");
	}

	/**
	 * The log of one process.
	 * @param process its name, with the replica where there are several
	 */
	public Path log(String process) {
		return log().resolve(process + ".log");
	}

	public Path run() {
		return this.directory.resolve("run");
	}

	/** Why the supervisor ended, for the command that started it. */
	public Path farewell() {
		return run().resolve("farewell");
	}

	public Path secretsDirectory() {
		return this.directory.resolve("secrets");
	}

	public Secrets secrets() {
		return new Secrets(secretsDirectory());
	}

	public Leftovers leftovers() {
		return new Leftovers(run());
	}

	public DataVersion version() {
		return new DataVersion(this.directory);
	}

	Path launcher() {
		return this.directory.resolve("launcher.json");
	}

}
