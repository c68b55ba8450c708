package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;

/** What contact-service has in its database, read past it. */
final class ContactRecords {

	private final Suite suite;

	ContactRecords(Suite suite) {
		this.suite = suite;
	}

	/** The messages whose subject begins with some text, each with its receipt. */
	List<Kept> about(String topic) {
		var kept = new ArrayList<Kept>();
		var sql = """
				select message.subject, receipt.published_at is not null, receipt.delivered_at is not null,
					receipt.parked_at is not null
				from message left join receipt on receipt.message_id = message.id
				where starts_with(message.subject, ?)""";
		try (var connection = DriverManager.getConnection(url(), login());
				var query = connection.prepareStatement(sql)) {
			query.setString(1, topic);
			try (var rows = query.executeQuery()) {
				while (rows.next()) {
					kept.add(new Kept(rows.getString(1), rows.getBoolean(2), rows.getBoolean(3), rows.getBoolean(4)));
				}
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return kept;
	}

	/** The id of the message with a subject, or nothing. */
	String idOf(String subject) {
		try (var connection = DriverManager.getConnection(url(), login());
				var query = connection.prepareStatement("select id from message where subject = ?")) {
			query.setString(1, subject);
			try (var rows = query.executeQuery()) {
				return rows.next() ? rows.getString(1) : "";
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Lets the one message about something be from somebody of another name, which may be
	 * one that nobody could have sent.
	 */
	void rename(String subject, String name) {
		try (var connection = DriverManager.getConnection(url(), login());
				var update = connection.prepareStatement("update message set name = ? where subject = ?")) {
			update.setString(1, name);
			update.setString(2, subject);
			assertThat(update.executeUpdate()).isEqualTo(1);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What speaks against a person behind the one message about something. */
	List<String> suspicions(String subject) {
		try (var connection = DriverManager.getConnection(url(), login());
				var query = connection.prepareStatement("select suspicions from message where subject = ?")) {
			query.setString(1, subject);
			try (var rows = query.executeQuery()) {
				rows.next();
				return List.of((String[]) rows.getArray(1).getArray());
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** How many events wait to be published. */
	int waiting() {
		try (var connection = DriverManager.getConnection(url(), login());
				var query = connection.createStatement();
				var rows = query.executeQuery("select count(*) from outbox")) {
			rows.next();
			return rows.getInt(1);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String url() {
		var server = URI.create(this.suite.process("postgres").get("url").stringValue());
		return "jdbc:postgresql://%s:%d/contact".formatted(server.getHost(), server.getPort());
	}

	private Properties login() {
		try {
			var login = new Properties();
			login.setProperty("user", "contact");
			login.setProperty("password",
					Files.readString(this.suite.home().resolve("secrets").resolve("contact")).strip());
			return login;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A message in the database.
	 *
	 * @param subject what it is about
	 * @param published whether its receipt says that Kafka had it
	 * @param delivered whether its receipt says that the mail server had it
	 * @param parked whether its receipt says that it was given up
	 */
	record Kept(String subject, boolean published, boolean delivered, boolean parked) {
	}

}
