package dev.akshay.portfolio.website.live;

import java.time.Duration;
import java.time.Instant;

import dev.akshay.portfolio.platform.test.RealKafka;
import dev.akshay.portfolio.platform.test.SampleEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureWebTestClient(timeout = "PT60S")
@Import(RealKafka.class)
class LiveChangesIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT = new ParameterizedTypeReference<>() {
	};

	@Autowired
	private WebTestClient client;

	@Autowired
	private KafkaTemplate<String, byte[]> kafka;

	@Test
	void openPageHearsOfAChange() {
		StepVerifier.create(changes("projects"))
			.then(() -> this.kafka.send(sample().toSend()))
			.expectNextMatches((data) -> data.contains("\"projects/kodai\"") && !data.contains("tags"))
			.thenCancel()
			.verify(LIMIT);
	}

	@Test
	void hearsNothingOfWhatIsOldOrUnreadable() {
		StepVerifier.create(changes("projects")).then(() -> {
			this.kafka.send(SampleEvent.of("content-published.v1").toSend());
			this.kafka.send(sample().withHeader("ce_time", null).toSend());
			this.kafka.send(sample().with("tags", null).toSend());
			this.kafka.send(sample().with("id", "projects/last").toSend());
		}).expectNextMatches((data) -> data.contains("projects/last")).thenCancel().verify(LIMIT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?tag=", "?tag=Projects", "?tag=a/b/c", "?tag=<script>",
			"?tag=a&tag=b&tag=c&tag=d&tag=e&tag=f&tag=g&tag=h&tag=i&tag=j&tag=k" })
	void namesATagThatIsNone(String query) {
		this.client.get()
			.uri("/live/changes" + query)
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.expectStatus()
			.isBadRequest();
	}

	@Test
	void nobodyKeepsTheStream() {
		var response = this.client.get().uri("/live/changes?tag=profile").exchange();
		response.expectStatus()
			.isOk()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM)
			.expectHeader()
			.valueEquals("Cache-Control", "no-store");
		StepVerifier.create(response.returnResult(EVENT).getResponseBody().map(ServerSentEvent::comment))
			.expectNext("listening")
			.thenCancel()
			.verify(LIMIT);
	}

	private static SampleEvent sample() {
		return SampleEvent.of("content-published.v1").withHeader("ce_time", Instant.now().toString());
	}

	private Flux<String> changes(String tag) {
		return this.client.get()
			.uri("/live/changes?tag=" + tag)
			.exchange()
			.returnResult(EVENT)
			.getResponseBody()
			.mapNotNull(ServerSentEvent::data);
	}

}
