package dev.akshay.portfolio.contact.message;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;

import dev.akshay.portfolio.platform.postgres.NewRow;
import dev.akshay.portfolio.contact.ContactTest;
import dev.akshay.portfolio.contact.suspicion.Suspicion;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@ContactTest
class StoredMessagesIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Autowired
	private WebTestClient client;

	@Autowired
	private DatabaseClient database;

	@Test
	void givesOutThoseThatAreThere() {
		var first = stored("One");
		var second = stored(null);
		get(List.of(first.id(), UUID.randomUUID(), second.id())).expectStatus()
			.isOk()
			.expectBodyList(Message.class)
			.contains(first, second)
			.hasSize(2);
	}

	@Test
	void givesOutNothingForNothing() {
		get(List.of(UUID.randomUUID())).expectStatus().isOk().expectBodyList(Message.class).hasSize(0);
	}

	@Test
	void refusesMoreThanItCanCarry() {
		get(Collections.nCopies(101, UUID.randomUUID())).expectStatus().isBadRequest();
	}

	@Test
	void refusesWhatIsNoId() {
		this.client.get().uri("/internal/contact/messages?id=7").exchange().expectStatus().isBadRequest();
		this.client.get().uri("/internal/contact/messages").exchange().expectStatus().isBadRequest();
	}

	private Message stored(String subject) {
		var message = new Message(UUID.randomUUID(), "Ada", "ada@example.org", subject, "How?",
				Instant.now().truncatedTo(ChronoUnit.MILLIS), EnumSet.of(Suspicion.NO_PROOF, Suspicion.HONEYPOT));
		NewRow.add(this.database, List.of(Messages.rowOf(message))).block(PATIENCE);
		return message;
	}

	private ResponseSpec get(List<UUID> ids) {
		return this.client.get()
			.uri((uri) -> uri.path("/internal/contact/messages").queryParam("id", ids).build())
			.exchange();
	}

}
