package dev.akshay.portfolio.website.contact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import dev.akshay.portfolio.website.contact.Submission.Accepted;
import dev.akshay.portfolio.website.contact.Submission.Changed;
import dev.akshay.portfolio.website.contact.Submission.Fault;
import dev.akshay.portfolio.website.contact.Submission.Refused;
import dev.akshay.portfolio.website.contact.Submission.Unanswered;
import dev.akshay.portfolio.website.page.Patience;
import dev.akshay.portfolio.website.reading.Told;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.core.codec.CodecException;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/** Hands messages to contact-service and asks it how far they are. */
@Component
class ContactClient {

	static final String SERVICE = "contact-service";

	private static final Log logger = LogFactory.getLog(ContactClient.class);

	private static final int RETRIES = 2;

	private static final Duration BACKOFF = Duration.ofMillis(100);

	private final WebClient http;

	private final Patience patience;

	ContactClient(WebClient.Builder http, Patience patience) {
		this.http = http.baseUrl("http://" + SERVICE).build();
		this.patience = patience;
	}

	/**
	 * Hands a message over. Trying again is safe: the key makes one message of all tries.
	 * @param form the message
	 * @return how it ended
	 */
	Mono<Submission> submit(ContactForm form) {
		return this.http.post()
			.uri("/api/contact/messages")
			.header("Idempotency-Key", '"' + form.key() + '"')
			.bodyValue(new Message(form))
			.exchangeToMono(ContactClient::outcome)
			.retryWhen(Retry.backoff(RETRIES, BACKOFF)
				.filter(ContactClient::mayPass)
				.onRetryExhaustedThrow((_, last) -> last.failure()))
			.timeout(this.patience.sending())
			.onErrorResume(ContactClient::isSilence, (error) -> Mono.fromSupplier(() -> {
				logger.warn("A message could not be handed over: " + error);
				return new Unanswered();
			}));
	}

	/**
	 * How far a message is.
	 * @param receipt its receipt
	 * @return the receipt, or an empty optional if nobody knows it
	 */
	Mono<Told<Optional<Receipt>>> receipt(String receipt) {
		return this.http.get()
			.uri("/api/contact/receipts/{receipt}", receipt)
			.retrieve()
			.bodyToMono(Receipt.class)
			.map(Optional::of)
			.onErrorReturn(WebClientResponseException.NotFound.class, Optional.empty())
			.map(Told::inPrivate);
	}

	private static Mono<Submission> outcome(ClientResponse response) {
		return switch (response.statusCode().value()) {
			case 202 -> response.bodyToMono(Receipt.class).map((receipt) -> new Accepted(receipt.receipt()));
			case 400, 422 -> response.bodyToMono(Problem.class).map(ContactClient::refusal);
			default -> response.createError();
		};
	}

	/** A problem that blames no field of the form is about the key. */
	private static Submission refusal(Problem problem) {
		return problem.errors().isEmpty() ? new Changed() : new Refused(problem.errors());
	}

	private static boolean mayPass(Throwable error) {
		return error instanceof WebClientRequestException || (error instanceof WebClientResponseException response
				&& (response.getStatusCode().is5xxServerError() || response.getStatusCode().value() == 409));
	}

	private static boolean isSilence(Throwable error) {
		return error instanceof WebClientException || error instanceof TimeoutException
				|| error instanceof CodecException;
	}

	/** A message as contact-service reads it. */
	record Message(String name, String email, @Nullable String subject, String body, @Nullable String website,
			@Nullable Instant openedAt) {

		Message(ContactForm form) {
			this(form.name(), form.email(), given(form.subject()), form.body(), given(form.website()), form.openedAt());
		}

		private static @Nullable String given(String text) {
			return text.isEmpty() ? null : text;
		}

	}

	/** The part of a problem that a form can show. */
	record Problem(List<Fault> errors) {

		Problem {
			errors = (errors != null) ? List.copyOf(errors) : List.of();
		}

	}

}
