package dev.akshay.portfolio.platform.kept;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * Public content as it leaves this process, kept from the first reader to the next
 * change: neither the database nor JSON nor a hash is needed to tell it again.
 *
 * <p>
 * A change is heard of in two ways. {@link #forget()}: something changed for certain, and
 * nothing that was read before is ever told again. {@link #doubt()}: something may have
 * changed unheard, and what is kept is told again only if reading it anew fails. While
 * nobody listens all is in doubt, and so is what is older than the longest age, in case
 * the other end vanished and that is not noticed yet.
 */
class KeptAnswers {

	private final KeptAnswersSettings settings;

	private final Map<String, Answer> answers;

	private final AtomicLong changes = new AtomicLong();

	private final BooleanSupplier listening;

	private volatile long doubted = System.nanoTime();

	private volatile @Nullable Long failed;

	/**
	 * Keeps nothing yet.
	 * @param settings how much is kept, and for how long
	 * @param listening whether a change would be heard of now
	 */
	KeptAnswers(KeptAnswersSettings settings, BooleanSupplier listening) {
		this.settings = settings;
		this.listening = listening;
		this.answers = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75F, true) {

			@Override
			protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
				return size() > settings.most();
			}

		});
	}

	/** Something changed. Whoever is still reading must not be kept either. */
	void forget() {
		this.changes.incrementAndGet();
		this.answers.clear();
	}

	/** Something may have changed unheard. */
	void doubt() {
		this.doubted = System.nanoTime();
	}

	Duration patience() {
		return this.settings.patience();
	}

	/** To be called before anything is read that is to be kept. */
	Reading startReading() {
		return new Reading(this.changes.get(), System.nanoTime());
	}

	/** Keeps what was read; says whether reading had failed before. */
	boolean keep(String address, Answer answer) {
		if (answer.body().length <= this.settings.largest().toBytes()) {
			this.answers.put(address, answer);
		}
		var failedBefore = this.failed != null;
		this.failed = null;
		return failedBefore;
	}

	/**
	 * The address under which an answer to a request is kept. What depends on a query is
	 * not kept: there is no end to queries.
	 */
	static @Nullable String address(ServerHttpRequest request) {
		var method = request.getMethod();
		return ((HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method))
				&& request.getURI().getRawQuery() == null) ? request.getURI().getRawPath() : null;
	}

	/** What is known under an address; nothing that is known to have changed. */
	@Nullable Answer find(String address, ServerHttpRequest request) {
		var answer = this.answers.get(address);
		return (answer != null && answer.reading().changes() == this.changes.get() && answer.suits(request)) ? answer
				: null;
	}

	/** Whether an answer can be told without asking anybody. */
	boolean isAtHand(Answer answer) {
		return isBeyondDoubt(answer) || justFailed();
	}

	boolean isBeyondDoubt(Answer answer) {
		var started = answer.reading().started();
		return this.listening.getAsBoolean() && started - this.doubted > 0
				&& isYounger(started, this.settings.longest());
	}

	/** Whether the database failed so recently that asking it again can wait. */
	private boolean justFailed() {
		var last = this.failed;
		return last != null && isYounger(last, this.settings.pause());
	}

	/** Notes that reading failed; says whether it worked before that. */
	boolean readingFailed() {
		var first = this.failed == null;
		this.failed = System.nanoTime();
		return first;
	}

	private static boolean isYounger(long nanoTime, Duration age) {
		return System.nanoTime() - nanoTime < age.toNanos();
	}

	/**
	 * When something was read.
	 *
	 * @param changes how many changes were known before
	 * @param started the time before, by the clock of {@link System#nanoTime()}
	 */
	record Reading(long changes, long started) {
	}

	/**
	 * A whole answer.
	 *
	 * @param route the pattern of the addresses that it belongs to, to count it by
	 * @param tag its entity tag
	 * @param headers what belongs to it and not to the request at hand
	 * @param body its bytes
	 * @param reading when it was read
	 */
	@SuppressWarnings("ArrayRecordComponent") // held and sent, never compared
	record Answer(String route, String tag, HttpHeaders headers, byte[] body, Reading reading) {

		/** Whether a client takes what this is. */
		boolean suits(ServerHttpRequest request) {
			var accept = request.getHeaders().getFirst(HttpHeaders.ACCEPT);
			var type = this.headers.getContentType();
			return accept == null || accept.equals(MediaType.ALL_VALUE) || type == null
					|| request.getHeaders().getAccept().stream().anyMatch((accepted) -> accepted.includes(type));
		}

		/** Sends this, or says that the client has it already. */
		Mono<Void> tell(ServerHttpRequest request, ServerHttpResponse response) {
			response.getHeaders().putAll(this.headers);
			response.getHeaders().setETag(this.tag);
			if (isKnownTo(request)) {
				response.setStatusCode(HttpStatus.NOT_MODIFIED);
				response.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
				return response.setComplete();
			}
			response.setStatusCode(HttpStatus.OK);
			response.getHeaders().setContentLength(this.body.length);
			return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(this.body)));
		}

		private boolean isKnownTo(ServerHttpRequest request) {
			var known = request.getHeaders().getFirst(HttpHeaders.IF_NONE_MATCH);
			if (known == null || known.equals(this.tag)) {
				return known != null;
			}
			var own = ETag.create(this.tag);
			return request.getHeaders()
				.getOrEmpty(HttpHeaders.IF_NONE_MATCH)
				.stream()
				.flatMap((tags) -> ETag.parse(tags).stream())
				.anyMatch((tag) -> tag.isWildcard() || tag.compare(own, false));
		}

	}

}
