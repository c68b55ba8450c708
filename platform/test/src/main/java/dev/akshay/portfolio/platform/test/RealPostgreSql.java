package dev.akshay.portfolio.platform.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.testcontainers.postgresql.PostgreSQLContainer;

import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * A real PostgreSQL 18, started once for all tests of a module. Every application context
 * that imports this gets an empty database of its own.
 */
@TestConfiguration(proxyBeanMethods = false)
public class RealPostgreSql {

	private static final AtomicInteger databases = new AtomicInteger();

	@Bean
	Database database() {
		return Server.RUNNING.create("test" + databases.incrementAndGet());
	}

	@Bean
	R2dbcConnectionDetails r2dbcConnectionDetails(Database database) {
		return database::r2dbc;
	}

	/** The first connection of a JVM takes its time on a busy machine. */
	@Bean
	DynamicPropertyRegistrar patience() {
		return (properties) -> {
			properties.add("spring.r2dbc.pool.max-acquire-time", () -> "30s");
			properties.add("spring.r2dbc.pool.max-create-connection-time", () -> "30s");
		};
	}

	// Flyway configures itself where JDBC has an address, and connects to its own
	@Bean
	MigrationAddress migrationAddress(Database database) {
		return new MigrationAddress(database);
	}

	record MigrationAddress(Database database) implements JdbcConnectionDetails, FlywayConnectionDetails {

		@Override
		public String getUsername() {
			return this.database.user();
		}

		@Override
		public String getPassword() {
			return this.database.password();
		}

		@Override
		public String getJdbcUrl() {
			return this.database.jdbcUrl();
		}

		@Override
		public String getDriverClassName() {
			return JdbcConnectionDetails.super.getDriverClassName();
		}

	}

	/**
	 * One database.
	 *
	 * @param host the server's host
	 * @param port the server's port
	 * @param name the database's name
	 * @param user who may do everything in it
	 * @param password the user's password
	 */
	public record Database(String host, int port, String name, String user, String password) {

		/**
		 * The address for JDBC.
		 * @return a JDBC URL without credentials
		 */
		public String jdbcUrl() {
			return "jdbc:postgresql://%s:%d/%s".formatted(this.host, this.port, this.name);
		}

		/**
		 * The address for R2DBC.
		 * @return options with credentials
		 */
		public ConnectionFactoryOptions r2dbc() {
			return ConnectionFactoryOptions
				.parse("r2dbc:postgresql://%s:%d/%s".formatted(this.host, this.port, this.name))
				.mutate()
				.option(ConnectionFactoryOptions.USER, this.user)
				.option(ConnectionFactoryOptions.PASSWORD, this.password)
				.build();
		}

	}

	private record Server(Database main) {

		static final Server RUNNING = new Server(ContainerEngine.answers() ? container() : embedded());

		@SuppressWarnings("resource") // lives as long as the tests
		private static Database container() {
			var container = new PostgreSQLContainer("postgres:18");
			container.start();
			return new Database(container.getHost(), container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
					container.getDatabaseName(), container.getUsername(), container.getPassword());
		}

		@SuppressWarnings("resource") // ends with the JVM
		private static Database embedded() {
			try {
				var postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
				return new Database("localhost", postgres.getPort(), "postgres", "postgres", "postgres");
			}
			catch (IOException ex) {
				throw new UncheckedIOException("PostgreSQL does not start", ex);
			}
		}

		Database create(String name) {
			try (var connection = DriverManager.getConnection(this.main.jdbcUrl(), this.main.user(),
					this.main.password()); var statement = connection.createStatement()) {
				statement.execute("create database " + name);
				return new Database(this.main.host(), this.main.port(), name, this.main.user(), this.main.password());
			}
			catch (SQLException ex) {
				throw new IllegalStateException("the database %s cannot be created".formatted(name), ex);
			}
		}

	}

}
