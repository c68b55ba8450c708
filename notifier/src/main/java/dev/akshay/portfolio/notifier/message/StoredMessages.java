package dev.akshay.portfolio.notifier.message;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.akshay.portfolio.platform.messaging.ConsumerThread;
import dev.akshay.portfolio.platform.messaging.Outage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.codec.CodecException;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;

/** Asks contact-service for what was written: Kafka carries none of it. */
@Component
class StoredMessages {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	/** How many contact-service gives out at a time. */
	private static final int MOST = 100;

	private final WebClient http;

	StoredMessages(WebClient.Builder http) {
		this.http = http.baseUrl("http://contact-service").build();
	}

	/**
	 * Reads messages, and waits for them.
	 * @param ids which
	 * @return those that are still there
	 * @throws Outage if nobody answers
	 */
	Map<UUID, StoredMessage> of(Collection<UUID> ids) {
		return Objects.requireNonNullElseGet(ConsumerThread.await(ask(ids)), Map::of);
	}

	private Mono<Map<UUID, StoredMessage>> ask(Collection<UUID> ids) {
		return Flux.fromIterable(ids)
			.buffer(MOST)
			.concatMap(this::askAtOnce)
			.filter((message) -> message.id() != null)
			.collect(Collectors.toMap((message) -> Objects.requireNonNull(message.id()), Function.identity(),
					(one, _) -> one))
			.timeout(PATIENCE)
			.onErrorMap(StoredMessages::isSilence, (ex) -> new Outage("contact-service does not answer", ex));
	}

	private Flux<StoredMessage> askAtOnce(List<UUID> ids) {
		return this.http.get()
			.uri((uri) -> uri.path("/internal/contact/messages").queryParam("id", ids).build())
			.retrieve()
			.bodyToFlux(StoredMessage.class);
	}

	private static boolean isSilence(Throwable error) {
		return error instanceof WebClientException || error instanceof TimeoutException
				|| error instanceof CodecException;
	}

}
