package dev.akshay.portfolio.platform.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

import dev.akshay.portfolio.platform.hash.Sha256;
import dev.akshay.portfolio.platform.idempotency.KeptResponses.Look.Answered;
import dev.akshay.portfolio.platform.idempotency.KeptResponses.Look.Busy;
import dev.akshay.portfolio.platform.idempotency.KeptResponses.Look.Unknown;
import dev.akshay.portfolio.platform.postgres.Collision;
import dev.akshay.portfolio.platform.problem.Problems;
import dev.akshay.portfolio.platform.tracing.CurrentSpan;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ServerWebExchange;

/**
 * Gives an unsafe request one effect however often it is sent. Effect and response commit
 * in one transaction: a crash in between leaves neither, and a request whose response got
 * lost finds it kept.
 */
public class Idempotency {

	private static final String RETRY_AFTER_SECONDS = "1";

	private final KeptResponses responses;

	private final TransactionalOperator transaction;

	private final JsonMapper json;

	private final JsonMapper canonicalJson;

	private final Duration retention;

	Idempotency(KeptResponses responses, TransactionalOperator transaction, JsonMapper json, Duration retention) {
		this.responses = responses;
		this.transaction = transaction;
		this.json = json;
		this.canonicalJson = json.rebuild()
			.enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
			.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
			.build();
		this.retention = retention;
	}

	/**
	 * Answers a request under its {@code Idempotency-Key}: runs the effect the first time
	 * and repeats its response afterwards. An effect that fails leaves nothing, and the
	 * next try runs it again. <pre class="code">
	 * return this.idempotency.once(exchange, form, () -> this.inbox.accept(form).map(this::accepted));
	 * </pre>
	 * @param exchange the request at hand
	 * @param request what it says, as it was read and validated; another one under the
	 * same key is refused
	 * @param effect what to do, inside the transaction
	 * @return the response, the same bytes each time
	 */
	public Mono<ResponseEntity<byte[]>> once(ServerWebExchange exchange, Object request,
			Supplier<? extends Mono<? extends ResponseEntity<?>>> effect) {
		return Mono.defer(() -> once(asked(exchange, request), effect));
	}

	/**
	 * The same for an effect that is nothing but new rows as a rule. They and the
	 * response are added by one statement, which costs a fraction of a transaction. It
	 * supposes that nothing like them is there: where one of them meets its equal,
	 * nothing is added, and the effect decides inside a transaction as it always does. A
	 * twin waits for that one statement and gets its response.
	 * @param exchange the request at hand
	 * @param request what it says, as it was read and validated; another one under the
	 * same key is refused
	 * @param addition what to add if nothing like it is there
	 * @param effect what to do otherwise, inside the transaction
	 * @return the response, the same bytes each time
	 */
	public Mono<ResponseEntity<byte[]>> once(ServerWebExchange exchange, Object request,
			Supplier<Mono<Addition>> addition, Supplier<? extends Mono<? extends ResponseEntity<?>>> effect) {
		return Mono.defer(() -> {
			var asked = asked(exchange, request);
			return Mono.defer(addition).flatMap((added) -> {
				var response = kept(asked.fingerprint, added.response());
				return this.responses.keepFirst(asked.scope, asked.key, response, this.retention, added.rows())
					.thenReturn(response.toResponse(false));
			}).onErrorResume(Idempotency::metItsEqual, (_) -> once(asked, effect));
		});
	}

	private Mono<ResponseEntity<byte[]>> once(Asked asked,
			Supplier<? extends Mono<? extends ResponseEntity<?>>> effect) {
		return this.responses.lock(asked.scope, asked.key, asked.lock()).flatMap((look) -> switch (look) {
			case Busy _ -> Mono.<ResponseEntity<byte[]>>error(inProgress());
			case Answered(var kept) when kept.matches(asked.fingerprint) -> replay(kept);
			case Answered _ -> Mono.<ResponseEntity<byte[]>>error(reused());
			case Unknown _ -> answer(asked, effect);
		})
			.as(this.transaction::transactional)
			// its answer is there now, or what was in the way is gone
			.retryWhen(
					Retry.max(1).filter((failure) -> failure instanceof TwinCameFirst || Collision.isBehind(failure)));
	}

	/** Whoever looks at the trace sees why so little was done. */
	private static Mono<ResponseEntity<byte[]>> replay(KeptResponse kept) {
		return Mono.deferContextual((context) -> {
			var span = CurrentSpan.of(context);
			if (span != null) {
				span.tag("portfolio.idempotency", "replayed");
			}
			return Mono.just(kept.toResponse(true));
		});
	}

	private Mono<ResponseEntity<byte[]>> answer(Asked asked,
			Supplier<? extends Mono<? extends ResponseEntity<?>>> effect) {
		return Mono.defer(effect)
			.map((response) -> kept(asked.fingerprint, response))
			.flatMap((response) -> this.responses.keep(asked.scope, asked.key, response, this.retention)
				.flatMap((first) -> first ? Mono.just(response.toResponse(false)) : Mono.error(new TwinCameFirst())));
	}

	private Asked asked(ServerWebExchange exchange, Object request) {
		var key = IdempotencyKey.of(exchange.getRequest().getHeaders());
		var scope = exchange.getRequest().getMethod() + " " + exchange.getRequest().getPath().value();
		return new Asked(scope, key,
				sha256(scope.getBytes(StandardCharsets.UTF_8), this.canonicalJson.writeValueAsBytes(request)));
	}

	/** Rows that meet their equals one by one may wait for one another in a circle. */
	private static boolean metItsEqual(Throwable failure) {
		return failure instanceof DuplicateKeyException || Collision.isBehind(failure);
	}

	private KeptResponse kept(byte[] fingerprint, ResponseEntity<?> response) {
		var headers = new HttpHeaders(response.getHeaders());
		var body = bytesOf(response.getBody());
		if (body.length > 0 && headers.getContentType() == null) {
			headers.setContentType(MediaType.APPLICATION_JSON);
		}
		return new KeptResponse(fingerprint, response.getStatusCode().value(), KeptResponse.keptOf(headers), body);
	}

	private byte[] bytesOf(@Nullable Object body) {
		return switch (body) {
			case null -> new byte[0];
			case byte[] bytes -> bytes;
			default -> this.json.writeValueAsBytes(body);
		};
	}

	private static byte[] sha256(byte[] first, byte[] second) {
		var digest = Sha256.digest();
		digest.update(first);
		// so that no two pairs read the same
		digest.update((byte) 0);
		return digest.digest(second);
	}

	private static ErrorResponseException inProgress() {
		var problem = Problems.of(HttpStatus.CONFLICT, "request-in-progress",
				"A request with this Idempotency-Key is being worked on. Send yours again in a moment.");
		var refusal = new ErrorResponseException(HttpStatus.CONFLICT, problem, null);
		refusal.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
		return refusal;
	}

	private static ErrorResponseException reused() {
		var problem = Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused",
				"This Idempotency-Key came with another request before. Send a new key with a new request.");
		return new ErrorResponseException(HttpStatus.UNPROCESSABLE_CONTENT, problem, null);
	}

	/** What was asked, and under which key. */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	private record Asked(String scope, IdempotencyKey key, byte[] fingerprint) {

		/** Its key as a number. */
		long lock() {
			return ByteBuffer
				.wrap(sha256(this.scope.getBytes(StandardCharsets.UTF_8),
						this.key.value().getBytes(StandardCharsets.UTF_8)))
				.getLong();
		}

	}

	/** Another request committed between our look and our lock; ours is undone. */
	private static final class TwinCameFirst extends RuntimeException {

		TwinCameFirst() {
			super("another request with this key came first", null, false, false);
		}

	}

}
