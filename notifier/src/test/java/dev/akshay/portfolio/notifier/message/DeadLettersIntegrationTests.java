package dev.akshay.portfolio.notifier.message;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.akshay.portfolio.platform.messaging.DeadLetter;
import dev.akshay.portfolio.platform.messaging.DeadLettersEndpoint.Letters;
import dev.akshay.portfolio.platform.test.RealKafka;
import dev.akshay.portfolio.platform.test.RealMail;
import dev.akshay.portfolio.platform.test.SampleEvent;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureWebTestClient(timeout = "PT60S")
@Import({ RealKafka.class, RealMail.class, StoredContent.class, DeadLettersIntegrationTests.Topics.class })
class DeadLettersIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String UNKNOWN = "dev.akshay.portfolio.contact.message-received.v9";

	@Autowired
	private KafkaTemplate<String, byte[]> kafka;

	@Autowired
	private WebTestClient client;

	private final String message = UUID.randomUUID().toString();

	private final SampleEvent sample = SampleEvent.of("message-received.v1")
		.about(this.message, UUID.randomUUID().toString());

	@Test
	void listsWhatWasGivenUpWithoutAWordOfItsContent() {
		give(this.sample.withHeader("ce_type", UNKNOWN).with("name", "Secret Name"));
		var letter = onlyLetter(1);
		assertThat(letter.type()).isEqualTo(UNKNOWN);
		assertThat(letter.reasons()).containsExactly("its type is unknown here");
		assertThat(letter.origin()).startsWith("portfolio.contact.messages-");
		assertThat(letter.bytes()).isPositive();
		var listing = this.client.get()
			.uri("/actuator/deadletters?limit=1000")
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		assertThat(listing).contains(this.message).doesNotContain("Secret", "ada@example.org");
	}

	@Test
	void whatFailsAgainComesBackWithBothReasons() {
		give(this.sample.withHeader("ce_type", UNKNOWN));
		var first = onlyLetter(1);
		redrive(first.id()).expectStatus().isOk().expectBody().jsonPath("$.id").isEqualTo(first.id());
		var second = onlyLetter(2);
		assertThat(second.id()).isNotEqualTo(first.id());
		assertThat(second.reasons()).containsExactly("its type is unknown here", "its type is unknown here");
		redrive(first.id()).expectStatus().isNotFound();
	}

	@ParameterizedTest
	@ValueSource(strings = { "nothing", "portfolio.contact.messages.dead-letters-0@999999999",
			"portfolio.contact.messages-0@0", "unknown.dead-letters-7@0" })
	void redrivesNothingThatIsNoDeadLetter(String id) {
		redrive(id).expectStatus().isNotFound();
	}

	private void give(SampleEvent event) {
		this.kafka.send(event.toSend()).join();
	}

	private WebTestClient.ResponseSpec redrive(String id) {
		return this.client.post().uri("/actuator/deadletters/{id}", id).exchange();
	}

	private DeadLetter onlyLetter(int reasons) {
		await().atMost(PATIENCE)
			.until(() -> letters().stream().anyMatch((letter) -> letter.reasons().size() == reasons));
		assertThat(letters()).hasSize(1);
		return letters().getFirst();
	}

	private List<DeadLetter> letters() {
		return this.client.get()
			.uri("/actuator/deadletters?limit=1000")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(Letters.class)
			.returnResult()
			.getResponseBody()
			.letters()
			.stream()
			.filter((letter) -> this.message.equals(letter.key()))
			.toList();
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Topics {

		// contact-service owns it; whichever class comes first makes it for all
		@Bean
		NewTopic messagesTopic() {
			return new NewTopic("portfolio.contact.messages", 3, (short) 1)
				.configs(Map.of("max.message.bytes", String.valueOf(8 << 20)));
		}

	}

}
