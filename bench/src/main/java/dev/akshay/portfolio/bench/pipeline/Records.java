package dev.akshay.portfolio.bench.pipeline;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.Consumer;

import dev.akshay.portfolio.bench.failure.BenchFailure;

/** What contact-service has in its database, read past it. */
public final class Records {

	private static final int ROWS_AT_A_TIME = 10_000;

	private static final String WAITING = """
			select (select count(*) from outbox)
				+ (select count(*) from receipt where delivered_at is null and parked_at is null)""";

	private static final String KEPT = """
			select message.subject, receipt.published_at is not null, receipt.delivered_at is not null,
				receipt.parked_at is not null
			from message left join receipt on receipt.message_id = message.id
			where starts_with(message.subject, ?)""";

	private final URI server;

	private final Path password;

	/**
	 * The records of a suite.
	 * @param server where its PostgreSQL is
	 * @param home where the suite keeps its secrets
	 */
	public Records(URI server, Path home) {
		this.server = server;
		this.password = home.resolve("secrets").resolve("contact");
	}

	/** How many events are to be published and how many receipts stand open. */
	long waiting() throws SQLException {
		return count(WAITING);
	}

	long outbox() throws SQLException {
		return count("select count(*) from outbox");
	}

	private long count(String sql) throws SQLException {
		try (Connection connection = connect();
				Statement query = connection.createStatement();
				ResultSet rows = query.executeQuery(sql)) {
			rows.next();
			return rows.getLong(1);
		}
	}

	/** Tells all messages of a series, each with its receipt. */
	void read(Series series, Consumer<Kept> reader) throws SQLException {
		try (Connection connection = connect(); PreparedStatement query = connection.prepareStatement(KEPT)) {
			// or the driver reads all of it at once
			connection.setAutoCommit(false);
			query.setFetchSize(ROWS_AT_A_TIME);
			query.setString(1, series.topic());
			try (ResultSet rows = query.executeQuery()) {
				while (rows.next()) {
					reader.accept(new Kept(series.numberOf(rows.getString(1)), rows.getBoolean(2), rows.getBoolean(3),
							rows.getBoolean(4)));
				}
			}
		}
	}

	private Connection connect() throws SQLException {
		Properties login = new Properties();
		login.setProperty("user", "contact");
		login.setProperty("connectTimeout", "5");
		login.setProperty("socketTimeout", "120");
		try {
			login.setProperty("password", Files.readString(this.password).strip());
		}
		catch (IOException ex) {
			throw new BenchFailure("cannot read " + this.password, ex);
		}
		return DriverManager.getConnection(
				"jdbc:postgresql://%s:%d/contact".formatted(this.server.getHost(), this.server.getPort()), login);
	}

	/**
	 * A message in the database.
	 *
	 * @param number its number in the series
	 * @param published whether its receipt says that Kafka had it
	 * @param delivered whether its receipt says that the mail server had it
	 * @param parked whether its receipt says that it was given up
	 */
	record Kept(int number, boolean published, boolean delivered, boolean parked) {
	}

}
