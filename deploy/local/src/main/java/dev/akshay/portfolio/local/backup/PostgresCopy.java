package dev.akshay.portfolio.local.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.akshay.portfolio.local.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Copies the files of a running PostgreSQL, all databases as of one moment. This is what
 * PostgreSQL's manual calls a base backup by the low-level API: files are copied while
 * they change, and the write-ahead log of that time makes them whole when they are
 * started. The program that usually does it, {@code pg_basebackup}, is not among the
 * embedded binaries.
 */
final class PostgresCopy implements AutoCloseable {

	/** One at a time: the server knows no second slot of that name. */
	private static final String SLOT = "portfolio_backup";

	private static final String DUPLICATE_OBJECT = "42710";

	private static final Pattern FIRST_SEGMENT = Pattern.compile("START WAL LOCATION: \\S+ \\(file ([0-9A-F]{24})\\)");

	/**
	 * Folders whose content is worth nothing in a copy, after the manual; the log is
	 * added by itself.
	 */
	private static final Set<String> EMPTY = Set.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial",
			"pg_snapshots", "pg_stat_tmp", "pg_subtrans");

	/** Files of the server that ran, or of an earlier copy. */
	private static final Set<String> OF_THE_PROCESS = Set.of("postmaster.pid", "postmaster.opts", "backup_label",
			"backup_label.old", "tablespace_map", "tablespace_map.old");

	private static final String CONTROL = "global/pg_control";

	private final Connection connection;

	private final Path data;

	private PostgresCopy(Connection connection, Path data) {
		this.connection = connection;
		this.data = data;
	}

	/**
	 * Begins a copy.
	 * @param url where the server listens, such as {@code postgresql://127.0.0.1:20000}
	 * @param password of its superuser
	 * @param data the server's folder
	 * @return what copies it, to be closed
	 */
	static PostgresCopy begin(String url, String password, Path data) {
		Properties properties = new Properties();
		properties.setProperty("user", "postgres");
		properties.setProperty("password", password);
		properties.setProperty("connectTimeout", "5");
		// it begins with a checkpoint
		properties.setProperty("socketTimeout", "300");
		Connection connection = null;
		try {
			connection = DriverManager.getConnection("jdbc:" + url + "/postgres", properties);
			try (Statement statement = connection.createStatement()) {
				// the server keeps its log for the slot, which ends with this connection
				statement.execute("SELECT pg_create_physical_replication_slot('%s', true, true)".formatted(SLOT));
				statement.execute("SELECT pg_backup_start('%s', true)".formatted(SLOT));
			}
			return new PostgresCopy(connection, data);
		}
		catch (SQLException ex) {
			close(connection);
			throw DUPLICATE_OBJECT.equals(ex.getSQLState())
					? new Failure("another backup is being made: wait until it is done") : failed(ex);
		}
	}

	/** Copies what changes all the time. The copy is good for nothing before the end. */
	void copy(BackupWriter writer, Path root) throws IOException {
		writer.tree(root, this.data, this::isWanted);
		// last: it says from where on the server has to recover
		writer.content(root.relativize(this.data.resolve(CONTROL)).toString(), stable(this.data.resolve(CONTROL)));
	}

	private boolean isWanted(Path path) {
		String name = this.data.relativize(path).toString();
		String last = path.getFileName().toString();
		return !EMPTY.contains(name) && !OF_THE_PROCESS.contains(name) && !name.equals(CONTROL)
				&& !last.startsWith("pgsql_tmp") && !last.startsWith("pg_internal.init");
	}

	/** The server may be writing it, and half of it is worth nothing. */
	private static byte[] stable(Path file) throws IOException {
		byte[] before = Files.readAllBytes(file);
		for (byte[] now = Files.readAllBytes(file); !Arrays.equals(before, now); now = Files.readAllBytes(file)) {
			before = now;
		}
		return before;
	}

	/** Adds what makes the copy whole: it is then what the server was at this moment. */
	void end(BackupWriter writer, Path root) throws IOException {
		try (Statement statement = this.connection.createStatement();
				ResultSet end = statement
					.executeQuery("SELECT labelfile, spcmapfile, pg_walfile_name(lsn) FROM pg_backup_stop(false)")) {
			end.next();
			String label = end.getString(1);
			if (!end.getString(2).isBlank()) {
				throw new Failure("PostgreSQL has tablespaces, which are no part of its folder: remove them");
			}
			writer.content(root.relativize(this.data.resolve("backup_label")).toString(),
					label.getBytes(StandardCharsets.UTF_8));
			log(writer, root, firstSegment(label), end.getString(3));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	private static String firstSegment(String label) {
		Matcher matcher = FIRST_SEGMENT.matcher(label);
		if (!matcher.find()) {
			throw new Failure("PostgreSQL does not say where its log begins");
		}
		return matcher.group(1);
	}

	private void log(BackupWriter writer, Path root, String first, String last) throws IOException {
		List<Path> segments;
		try (Stream<Path> files = Files.list(this.data.resolve("pg_wal"))) {
			segments = files.filter((file) -> isBetween(file.getFileName().toString(), first, last)).sorted().toList();
		}
		if (segments.isEmpty() || !segments.getFirst().endsWith(first) || !segments.getLast().endsWith(last)) {
			throw new Failure("PostgreSQL has removed the log of the time in which it was copied: try again");
		}
		for (Path segment : segments) {
			writer.file(root, segment);
		}
	}

	private static boolean isBetween(String name, String first, String last) {
		return name.matches("[0-9A-F]{24}") && name.compareTo(first) >= 0 && name.compareTo(last) <= 0;
	}

	private static Failure failed(SQLException ex) {
		return new Failure("PostgreSQL cannot be copied: " + ex.getMessage());
	}

	private static void close(@Nullable Connection connection) {
		try {
			if (connection != null) {
				connection.close();
			}
		}
		catch (SQLException ex) {
			// the server ends the slot when it notices that nobody is there
		}
	}

	@Override
	public void close() {
		close(this.connection);
	}

}
