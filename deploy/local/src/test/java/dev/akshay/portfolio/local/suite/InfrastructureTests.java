package dev.akshay.portfolio.local.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import dev.akshay.portfolio.local.backup.Backup;
import dev.akshay.portfolio.local.backup.Restore;
import dev.akshay.portfolio.local.control.ControlServer;
import dev.akshay.portfolio.local.control.Controlled;
import dev.akshay.portfolio.local.control.SuiteStatus;
import dev.akshay.portfolio.local.control.SuiteStatus.Phase;
import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.home.RunningSuite;
import dev.akshay.portfolio.local.process.ProcessSpec;
import dev.akshay.portfolio.local.process.ProcessStatus;
import dev.akshay.portfolio.local.process.State;
import dev.akshay.portfolio.local.process.Supervisor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** The real database, the real broker and the real mail server. */
@Timeout(240)
class InfrastructureTests {

	private static final Duration LIMIT = Duration.ofSeconds(120);

	private static final Predicate<ProcessSpec> INFRASTRUCTURE = (spec) -> List.of("postgres", "kafka", "mail")
		.contains(spec.name());

	@TempDir
	private Path directory;

	private Home home;

	private Programs programs;

	@BeforeEach
	void prepare() {
		this.home = new Home(this.directory.resolve("home"));
		this.home.prepare();
		// the class path of this test stands in for the jar; services are not started
		App self = new App("launcher", Path.of(System.getProperty("java.class.path")));
		Map<ServiceModule, App> services = new EnumMap<>(ServiceModule.class);
		ServiceModule.all().forEach((module) -> services.put(module, self));
		this.programs = new Programs(self, services,
				PostgreSqlBinaries.unpackedBelow(Path.of("target"), Platform.current()));
	}

	@Test
	void dataOutliveTheirServers() throws InterruptedException, SQLException, IOException {
		try (Suite suite = suite()) {
			Supervisor supervisor = up(suite);
			try {
				execute(suite, "profile", "CREATE TABLE kept (id int)");
				assertThatExceptionOfType(SQLException.class).as("each role stays in its own database")
					.isThrownBy(() -> execute(suite, "projects", "profile", "SELECT 1"));
				supervisor.kill("postgres", 0);
				supervisor.kill("kafka", 0);
				await().atMost(LIMIT).untilAsserted(() -> assertThat(supervisor.status(true)).allSatisfy((status) -> {
					assertThat(status.state()).isEqualTo(State.READY);
					assertThat(status.residentMiB()).isPositive();
					assertThat(status.restarts()).isEqualTo(status.name().equals("mail") ? 0 : 1);
				}));
			}
			finally {
				supervisor.close();
			}
			assertThat(supervisor.status(false)).extracting(ProcessStatus::pid).containsOnlyNulls();
		}
		try (Suite again = suite()) {
			Supervisor supervisor = up(again);
			try {
				assertThat(execute(again, "profile", "SELECT count(*) FROM kept")).isEqualTo("0");
			}
			finally {
				supervisor.close();
			}
		}
	}

	@Test
	void copyOfARunningSuiteIsOfOneMoment() throws Exception {
		Path file = this.directory.resolve("backup.tar.gz");
		try (Suite suite = suite()) {
			Supervisor supervisor = up(suite);
			ControlServer control = new ControlServer(new Supervised(supervisor, suite, this.home));
			RunningSuite.announce(this.home, control.port(), control.token(), suite.url());
			try {
				execute(suite, "profile", "CREATE TABLE counted (id int)");
				execute(suite, "projects", "CREATE TABLE counted (id int)");
				AtomicBoolean done = new AtomicBoolean();
				Thread writer = Thread.ofPlatform().start(() -> write(suite, done));
				await().atMost(LIMIT).until(() -> counted(suite, "projects") >= 10);
				Backup.make(this.home, file);
				done.set(true);
				writer.join();
				assertThat(supervisor.status(false)).extracting(ProcessStatus::state).containsOnly(State.READY);
			}
			finally {
				control.close();
				RunningSuite.conceal(this.home);
				supervisor.close();
			}
		}
		this.home = new Home(this.directory.resolve("other"));
		Restore.into(this.home, file);
		try (Suite again = suite()) {
			Supervisor supervisor = up(again);
			try {
				// each number was committed in one database before the other one saw it
				long profile = counted(again, "profile");
				assertThat(profile).isGreaterThanOrEqualTo(10);
				assertThat(profile - counted(again, "projects")).isBetween(0L, 1L);
			}
			finally {
				supervisor.close();
			}
		}
	}

	private void write(Suite suite, AtomicBoolean done) {
		try {
			while (!done.get()) {
				execute(suite, "profile", "INSERT INTO counted VALUES (1)");
				execute(suite, "projects", "INSERT INTO counted VALUES (1)");
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private long counted(Suite suite, String database) throws SQLException {
		return Long.parseLong(execute(suite, database, "SELECT count(*) FROM counted"));
	}

	private Suite suite() {
		return new Suite(new Checkout(this.directory), this.home, this.programs,
				new SuiteOptions(0, Map.of(), true, Aot.OFF), Map.of());
	}

	private Supervisor up(Suite suite) throws InterruptedException {
		Supervisor supervisor = new Supervisor(suite.processes().stream().filter(INFRASTRUCTURE).toList(),
				this.home.leftovers());
		supervisor.start();
		supervisor.awaitReady(LIMIT);
		return supervisor;
	}

	private String execute(Suite suite, String owner, String sql) throws SQLException {
		return execute(suite, owner, owner, sql);
	}

	private String execute(Suite suite, String role, String database, String sql) throws SQLException {
		String url = suite.processes()
			.stream()
			.filter((spec) -> spec.name().equals("postgres"))
			.findFirst()
			.orElseThrow()
			.url();
		try (Connection connection = DriverManager.getConnection("jdbc:" + url + "/" + database, role,
				this.home.secrets().get(role)); var statement = connection.createStatement()) {
			if (!statement.execute(sql)) {
				return "";
			}
			try (ResultSet result = statement.getResultSet()) {
				result.next();
				return result.getString(1);
			}
		}
	}

	/** What commands talk to. */
	private record Supervised(Supervisor supervisor, Suite suite, Home home) implements Controlled {

		@Override
		public SuiteStatus status(boolean withMemory) {
			return new SuiteStatus(this.suite.url(), Phase.READY, 1.0, 0, false, this.home.directory().toString(),
					this.supervisor.status(withMemory));
		}

		@Override
		public List<String> kill(String name, int replica) {
			return this.supervisor.kill(name, replica);
		}

		@Override
		public void stop(String name, int replica) throws InterruptedException {
			this.supervisor.stop(name, replica);
		}

		@Override
		public void start(String name, int replica) throws InterruptedException {
			this.supervisor.start(name, replica, LIMIT);
		}

		@Override
		public void down() {
			throw new IllegalStateException("nobody ends this");
		}

	}

}
