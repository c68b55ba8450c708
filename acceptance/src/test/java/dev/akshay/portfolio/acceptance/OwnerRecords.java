package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import tools.jackson.databind.JsonNode;

/** What the gateway has in its database, read and changed past it. */
final class OwnerRecords {

	private final Suite suite;

	OwnerRecords(Suite suite) {
		this.suite = suite;
	}

	/** A key that tokens for services are signed with, its private part as well. */
	JsonNode signingKey(String id) {
		try (var connection = connection();
				var query = connection.prepareStatement("select jwk from signing_key where id = ?")) {
			query.setString(1, id);
			try (var rows = query.executeQuery()) {
				rows.next();
				return Suite.JSON.readTree(rows.getString(1));
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Lets the time of an API token be over. */
	void expire(String tokenId) {
		try (var connection = connection(); var update = connection.prepareStatement("""
				update api_token set expires_at = now() - interval '1 second' where id = ?
				""")) {
			update.setString(1, tokenId);
			update.executeUpdate();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Connection connection() throws SQLException {
		var server = URI.create(this.suite.process("postgres").get("url").stringValue());
		try {
			return DriverManager.getConnection(
					"jdbc:postgresql://%s:%d/gateway".formatted(server.getHost(), server.getPort()), "gateway",
					Files.readString(this.suite.home().resolve("secrets").resolve("gateway")).strip());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
