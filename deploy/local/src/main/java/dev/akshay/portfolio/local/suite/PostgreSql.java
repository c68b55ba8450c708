package dev.akshay.portfolio.local.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.home.Secrets;

/** The database server: one for all services, with a database and a role for each. */
final class PostgreSql {

	private static final String SUPERUSER = "postgres";

	private final PostgreSqlBinaries binaries;

	private final Path data;

	private final Secrets secrets;

	private final int port;

	PostgreSql(PostgreSqlBinaries binaries, Home home, int port) {
		this.binaries = binaries;
		this.data = home.postgres().resolve("data");
		this.secrets = home.secrets();
		this.port = port;
	}

	String jdbcUrl(String database) {
		return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(this.port, database);
	}

	String r2dbcUrl(String database) {
		return "r2dbc:postgresql://127.0.0.1:%d/%s".formatted(this.port, database);
	}

	String url() {
		return "postgresql://127.0.0.1:" + this.port;
	}

	String password(String role) {
		return this.secrets.get(role);
	}

	List<String> command() {
		List<String> command = asUser();
		command.addAll(List.of(this.binaries.program("postgres"), "-D", this.data.toString()));
		List<String> settings = List.of("listen_addresses=127.0.0.1", "port=" + this.port, "unix_socket_directories=",
				"max_connections=100", "shared_buffers=32MB", "min_wal_size=32MB", "max_wal_size=256MB",
				"io_method=sync", "max_worker_processes=2", "max_parallel_workers=0",
				"max_logical_replication_workers=0", "autovacuum_max_workers=1", "jit=off", "log_destination=stderr",
				"logging_collector=off", "log_checkpoints=off");
		settings.forEach((setting) -> command.addAll(List.of("-c", setting)));
		return command;
	}

	/**
	 * PostgreSQL refuses to run as root. In a user namespace of its own root is nobody
	 * special any more, and still owns the files.
	 */
	private static List<String> asUser() {
		return new ArrayList<>(isRoot() ? List.of("unshare", "-U") : List.of());
	}

	private static boolean isRoot() {
		return "root".equals(System.getProperty("user.name"));
	}

	/** Makes the data folder on the first start. */
	void prepare() throws IOException, InterruptedException {
		if (isRoot() && run(List.of("unshare", "-U", "true")) != 0) {
			throw new Failure(
					"PostgreSQL does not run as root, and this machine allows no user namespaces: run the suite as another user");
		}
		if (!Files.exists(this.data.resolve("PG_VERSION"))) {
			initialize();
		}
		forgetDeadPostmaster();
	}

	private void initialize() throws IOException, InterruptedException {
		Path temporary = this.data.resolveSibling("new");
		Home.deleteTree(temporary);
		Path password = Files.writeString(this.data.resolveSibling("password"), password(SUPERUSER));
		List<String> command = asUser();
		// no locale of the machine: text sorts and compares the same everywhere
		command.addAll(List.of(this.binaries.program("initdb"), "-D", temporary.toString(), "-U", SUPERUSER, "-A",
				"scram-sha-256", "--pwfile", password.toString(), "-E", "UTF8", "--no-locale", "--locale-provider",
				"builtin", "--builtin-locale", "C.UTF-8", "--no-instructions"));
		try {
			run(command, "initdb");
		}
		finally {
			Files.delete(password);
		}
		Files.move(temporary, this.data);
	}

	private static void run(List<String> command, String name) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.waitFor() != 0) {
			throw new Failure(name + " failed", output.lines().toList());
		}
	}

	private static int run(List<String> command) throws InterruptedException {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
		}
		catch (IOException ex) {
			return -1;
		}
	}

	/**
	 * After a reboot the number in PostgreSQL's lock file may belong to a process that
	 * has nothing to do with it, and PostgreSQL would not start.
	 */
	private void forgetDeadPostmaster() throws IOException {
		Path lock = this.data.resolve("postmaster.pid");
		try {
			long pid = Long.parseLong(Files.readString(lock).lines().findFirst().orElse("").strip());
			boolean postgres = ProcessHandle.of(pid)
				.filter(ProcessHandle::isAlive)
				.flatMap((process) -> process.info().command())
				.filter((command) -> command.endsWith("postgres"))
				.isPresent();
			if (!postgres) {
				Files.delete(lock);
			}
		}
		catch (NoSuchFileException | NumberFormatException ex) {
			// nothing to forget
		}
	}

	/** Ready means that every service finds its role and its database. */
	boolean provision() throws SQLException {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			Set<String> roles = names(statement, "SELECT rolname FROM pg_roles");
			Set<String> databases = names(statement, "SELECT datname FROM pg_database");
			for (String name : ServiceModule.databases()) {
				statement.execute("%s ROLE %s LOGIN PASSWORD '%s'".formatted(roles.contains(name) ? "ALTER" : "CREATE",
						name, password(name)));
				if (!databases.contains(name)) {
					// a file copy of a small template is quicker than the WAL of it
					statement.execute("CREATE DATABASE %s OWNER %s STRATEGY file_copy".formatted(name, name));
				}
				statement.execute("REVOKE CONNECT, TEMPORARY ON DATABASE %s FROM PUBLIC".formatted(name));
			}
			return true;
		}
	}

	private Connection connect() throws SQLException {
		Properties properties = new Properties();
		properties.setProperty("user", SUPERUSER);
		properties.setProperty("password", password(SUPERUSER));
		properties.setProperty("connectTimeout", "2");
		properties.setProperty("socketTimeout", "30");
		return DriverManager.getConnection(jdbcUrl("postgres"), properties);
	}

	private static Set<String> names(Statement statement, String query) throws SQLException {
		Set<String> names = new HashSet<>();
		try (ResultSet result = statement.executeQuery(query)) {
			while (result.next()) {
				names.add(result.getString(1));
			}
		}
		return names;
	}

}
