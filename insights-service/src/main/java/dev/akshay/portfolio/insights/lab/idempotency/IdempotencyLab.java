package dev.akshay.portfolio.insights.lab.idempotency;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

import dev.akshay.portfolio.insights.lab.Lab;
import dev.akshay.portfolio.insights.lab.LabClient;
import dev.akshay.portfolio.insights.lab.idempotency.IdempotencyReport.Answer;
import dev.akshay.portfolio.insights.lab.idempotency.IdempotencyReport.Mismatch;
import dev.akshay.portfolio.insights.lab.idempotency.Seen.Answered;
import dev.akshay.portfolio.insights.lab.idempotency.Seen.Counted;
import dev.akshay.portfolio.insights.lab.idempotency.Seen.Refused;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClientException;

/**
 * Sends one payment many times at once, first without a key, then with one, then another
 * payment under the same key. Hypothesis: as many effects as requests without a key, one
 * with it, and the same bytes for everybody.
 */
@Component
class IdempotencyLab implements Lab<IdempotencyChoice, IdempotencyReport> {

	static final String NAME = "idempotency";

	private static final String PAYMENT = """
			{"amount": 4200, "currency": "USD"}""";

	private static final String OTHER_PAYMENT = """
			{"amount": 4300, "currency": "USD"}""";

	/** A client that is told so often that its payment is under way gives up. */
	private static final int MOST_ATTEMPTS = 10;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final LabClient client;

	private final ToyPayments payments;

	private final JsonMapper json;

	IdempotencyLab(LabClient client, ToyPayments payments, JsonMapper json) {
		this.client = client;
		this.payments = payments;
		this.json = json;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Class<IdempotencyChoice> choiceType() {
		return IdempotencyChoice.class;
	}

	@Override
	public Class<IdempotencyReport> reportType() {
		return IdempotencyReport.class;
	}

	@Override
	public Flux<IdempotencyReport> run(String run, IdempotencyChoice choice) {
		return Flux.defer(() -> {
			var trial = new Trial(choice.requests());
			var key = UUID.randomUUID().toString();
			Flux<Seen> seen = Flux.concat(together(run, null, choice.requests()), counted(run, false),
					together(run, key, choice.requests()), counted(run, true), another(run, key));
			return seen.map((one) -> trial.note(one).report());
		});
	}

	/** All clients at once, each with all of its attempts. */
	private Flux<Answered> together(String run, @Nullable String key, int clients) {
		return Flux.range(0, clients).flatMap((client) -> client(run, key, client), clients);
	}

	/**
	 * Sends its payment again as long as it is told that another one is being worked on.
	 */
	private Flux<Answered> client(String run, @Nullable String key, int client) {
		return attempt(run, key, client, 1)
			.expand((told) -> told.isOver() ? Mono.empty()
					: Mono.delay(told.again).then(attempt(run, key, client, told.answered.answer().attempt() + 1)))
			.map((told) -> told.answered);
	}

	private Mono<Told> attempt(String run, @Nullable String key, int client, int attempt) {
		return pay(run, key, PAYMENT).map((reply) -> new Told(
				new Answered(key != null, new Answer(client, attempt, reply.status, reply.replayed), reply.body),
				reply.again));
	}

	private Mono<Counted> counted(String run, boolean keyed) {
		return this.payments.count(run, keyed).map((effects) -> new Counted(keyed, effects));
	}

	private Mono<Refused> another(String run, String key) {
		return pay(run, key, OTHER_PAYMENT).map((reply) -> new Refused(new Mismatch(reply.status, typeOf(reply.body))));
	}

	private String typeOf(String body) {
		try {
			return this.json.readTree(body).path("type").asString("");
		}
		catch (JacksonException _) {
			return "";
		}
	}

	private Mono<Reply> pay(String run, @Nullable String key, String payment) {
		return Mono.defer(() -> {
			var request = this.client.inside(HttpMethod.POST, ToyPaymentController.path(run))
				.contentType(MediaType.APPLICATION_JSON)
				.accept(MediaType.APPLICATION_JSON);
			if (key != null) {
				request.header(ToyPaymentController.KEY, '"' + key + '"');
			}
			return request.bodyValue(payment).exchangeToMono(Reply::of);
		})
			.timeout(PATIENCE)
			// what was not answered is part of what is seen
			.onErrorResume((failure) -> failure instanceof WebClientException || failure instanceof TimeoutException,
					(_) -> Mono.just(Reply.NONE));
	}

	/**
	 * What a client was told.
	 *
	 * @param answered the answer
	 * @param again when to ask again if the payment is being worked on
	 */
	private record Told(Answered answered, Duration again) {

		boolean isOver() {
			var answer = this.answered.answer();
			return answer.status() != HttpStatus.CONFLICT.value() || answer.attempt() == MOST_ATTEMPTS;
		}

	}

	/**
	 * What came back.
	 *
	 * @param status the status, 0 if nothing did
	 * @param replayed whether it was said before
	 * @param again when to ask again
	 * @param body its bytes, one character for each, so that equal texts are equal bytes
	 */
	private record Reply(int status, boolean replayed, Duration again, String body) {

		static final Reply NONE = new Reply(0, false, Duration.ZERO, "");

		static Mono<Reply> of(ClientResponse response) {
			var headers = response.headers().asHttpHeaders();
			var replayed = "true".equals(headers.getFirst("Idempotent-Replayed"));
			var retryAfter = headers.getFirst(HttpHeaders.RETRY_AFTER);
			var again = (retryAfter != null) ? Duration.ofSeconds(Long.parseLong(retryAfter)) : Duration.ZERO;
			return response.bodyToMono(byte[].class)
				.map((bytes) -> new String(bytes, StandardCharsets.ISO_8859_1))
				.defaultIfEmpty("")
				.map((body) -> new Reply(response.statusCode().value(), replayed, again, body));
		}

	}

}
