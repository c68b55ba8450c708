package dev.akshay.portfolio.gateway.edge;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;

import dev.akshay.portfolio.gateway.decision.EventStream;
import dev.akshay.portfolio.gateway.edge.CacheStatus.Forward;
import dev.akshay.portfolio.gateway.edge.rules.Directives;
import dev.akshay.portfolio.gateway.edge.rules.EntityTag;
import dev.akshay.portfolio.gateway.edge.rules.Freshness;
import dev.akshay.portfolio.gateway.edge.store.Coded;
import dev.akshay.portfolio.gateway.edge.store.Codings;
import dev.akshay.portfolio.gateway.edge.store.StoredResponse;
import dev.akshay.portfolio.gateway.owner.SessionCookie;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * One question to the origin. Its answer is kept if it may be; otherwise it goes to the
 * client that asked, if there is one.
 */
final class Fetch implements CapturedResponse.Receiver {

	static final String CACHE_TAG = "Cache-Tag";

	/** RFC 9213. */
	static final String CDN_CACHE_CONTROL = "CDN-Cache-Control";

	/** Statuses that mean that the origin is in trouble (RFC 5861, 4). */
	static final Set<Integer> TROUBLE = Set.of(500, 502, 503, 504);

	private static final Set<Integer> PARTIAL_OR_CONDITIONAL = Set.of(206, 304);

	/** What this cache understands, for {@code must-understand}. */
	private static final Set<Integer> UNDERSTOOD = Set.of(200, 203, 204, 300, 301, 302, 303, 307, 308, 404, 405, 410,
			414, 451, 500, 501, 502, 503, 504);

	/** Connections and single answers have these, contents do not (RFC 9111, 3.1). */
	private static final Set<String> NOT_KEPT = Set.of("connection", "keep-alive", "proxy-connection", "te",
			"transfer-encoding", "upgrade", "proxy-authenticate", "proxy-authentication-info", "proxy-authorization",
			"trailer", "age", "set-cookie", "cache-status", "traceresponse", "content-length");

	private static final int MOST_TAGS = 64;

	private final EdgeCache cache;

	private final ServerHttpRequest request;

	private final @Nullable String key;

	private final @Nullable StoredResponse known;

	private final boolean replaceable;

	private final boolean mayKeep;

	private final @Nullable Reply client;

	private final Forward reason;

	private final long askedAt;

	private final long momentAsked;

	private @Nullable Runnable onUnshared;

	private volatile Outcome outcome = new Outcome.Unshared();

	private volatile int status;

	/**
	 * Prepares a fetch.
	 * @param cache what it fills
	 * @param request the request that goes to the origin
	 * @param key under what the answer is kept, {@code null} for not at all
	 * @param known the stale response that it asks about, if any
	 * @param replaceable whether the known response may be shown if the origin fails
	 * @param mayKeep whether the answer may be kept
	 * @param client who gets an answer that is not kept, {@code null} for nobody
	 * @param reason why the origin is asked
	 */
	Fetch(EdgeCache cache, ServerHttpRequest request, @Nullable String key, @Nullable StoredResponse known,
			boolean replaceable, boolean mayKeep, @Nullable Reply client, Forward reason) {
		this.cache = cache;
		this.request = request;
		this.key = key;
		this.known = known;
		this.replaceable = replaceable;
		this.mayKeep = mayKeep;
		this.client = client;
		this.reason = reason;
		this.askedAt = cache.clock().millis();
		this.momentAsked = cache.store().moment();
	}

	/** Is told as soon as it is clear that nobody else can use the answer. */
	void onUnshared(Runnable action) {
		this.onUnshared = action;
	}

	/** Whether the origin answered that it is in trouble, which will pass. */
	boolean metTrouble() {
		return this.status >= 500;
	}

	/**
	 * Asks.
	 * @param origin who is asked
	 * @param buffers who makes buffers
	 * @return how it ended, once the answer is complete; an error if it broke off on its
	 * way to the client
	 */
	Mono<Outcome> run(HttpHandler origin, DataBufferFactory buffers) {
		return origin.handle(new ForwardedRequest(this.request, this.reason), new CapturedResponse(buffers, this))
			.onErrorResume((error) -> {
				if (this.client != null && this.client.isBegun()) {
					return Mono.error(error);
				}
				this.outcome = new Outcome.Failed(502);
				return Mono.empty();
			})
			.then(Mono.fromSupplier(() -> this.outcome));
	}

	@Override
	public Mono<Void> receive(CapturedResponse response, Publisher<? extends DataBuffer> body, boolean flushing) {
		this.status = response.status();
		var headers = response.getHeaders();
		if (this.known != null && this.status == 304) {
			return Reply.discard(body).doOnSuccess((_) -> confirm(this.known, headers));
		}
		if (this.replaceable && TROUBLE.contains(this.status)) {
			this.outcome = new Outcome.Failed(this.status, headers.getFirst(Reply.TRACE_RESPONSE));
			return Reply.discard(body);
		}
		if (this.key != null && this.known != null && rules(headers).isPrivate()) {
			this.cache.store().forget(this.key, this.known);
			if (this.client == null) {
				this.outcome = new Outcome.Withdrawn();
				return Reply.discard(body);
			}
		}
		long receivedAt = this.cache.clock().millis();
		var freshness = flushing ? null : freshnessToKeep(headers, receivedAt);
		if (this.key == null || freshness == null) {
			return pass(response, body, flushing);
		}
		long length = announcedLength(headers);
		if (length < 0) {
			return tee(this.key, freshness, response, body);
		}
		if (length > this.cache.largest() || !this.cache.reserve(length)) {
			return pass(response, body, false);
		}
		return new AnnouncedBody((int) length).of(body)
			.flatMap((bytes) -> keep(this.key, freshness, headers, bytes))
			// nothing was sent to anybody yet: who waits is told, or shown what is kept
			.doOnError((_) -> this.outcome = new Outcome.Failed(502))
			.doFinally((_) -> this.cache.release(length));
	}

	private long announcedLength(HttpHeaders headers) {
		return (this.status == 204) ? 0 : headers.getContentLength();
	}

	private Mono<Void> pass(CapturedResponse response, Publisher<? extends DataBuffer> body, boolean flushing) {
		unshare();
		return (this.client != null)
				? this.client.pass(response, body, flushing, CacheStatus.forwarded(this.reason, this.status))
				: Reply.discard(body);
	}

	private void unshare() {
		if (this.onUnshared != null) {
			this.onUnshared.run();
		}
	}

	/**
	 * A body of unknown length goes to the client as it comes, and is kept once it has
	 * ended well and was not too long.
	 */
	private Mono<Void> tee(String key, Freshness freshness, CapturedResponse response,
			Publisher<? extends DataBuffer> body) {
		if (!this.cache.reserve(this.cache.largest())) {
			return pass(response, body, false);
		}
		var copy = new BodyCopy(this.cache.largest(), this::unshare);
		var copied = copy.of(body);
		var headers = response.getHeaders();
		return ((this.client != null)
				? this.client.pass(response, copied, false, CacheStatus.forwarded(this.reason, this.status))
				: copied.doOnNext(DataBufferUtils::release).takeUntil((_) -> copy.isTooLong()).then())
			.then(Mono.defer(() -> copy.isWhole() ? keep(key, freshness, headers, copy.bytes()) : Mono.empty()))
			.doFinally((_) -> this.cache.release(this.cache.largest()));
	}

	private void confirm(StoredResponse known, HttpHeaders headers) {
		if (this.key == null) {
			return;
		}
		var etag = headers.getFirst(HttpHeaders.ETAG);
		if (etag != null && EntityTag.isValid(etag) && known.etag() != null
				&& !EntityTag.isAmong(List.of(etag), known.etag())) {
			// it speaks of something else than what is kept
			this.cache.store().forget(this.key, known);
			return;
		}
		var merged = known.headersUpdatedBy(kept(headers));
		var targeted = Directives.targeted(merged.get(CDN_CACHE_CONTROL));
		var rules = rules(targeted, merged);
		if (mustNotKeep(rules)) {
			this.cache.store().forget(this.key, known);
			this.outcome = new Outcome.Withdrawn();
			return;
		}
		var freshness = Freshness.of(known.status(), merged, rules, targeted != null, headers.getFirst(HttpHeaders.AGE),
				this.askedAt, this.cache.clock().millis(), this.cache.staleIfError());
		var confirmed = known.confirmed(merged, (freshness != null) ? freshness : known.freshness(), tags(merged));
		boolean stored = false;
		if (freshness == null) {
			this.cache.store().forget(this.key, known);
		}
		else {
			stored = this.cache.store().keep(this.key, confirmed, this.momentAsked);
		}
		this.outcome = new Outcome.Shared(confirmed, 304, stored, headers.getFirst(Reply.TRACE_RESPONSE));
	}

	private Mono<Void> keep(String key, Freshness freshness, HttpHeaders headers, byte[] bytes) {
		var kept = kept(headers);
		var tags = tags(headers);
		var trace = headers.getFirst(Reply.TRACE_RESPONSE);
		return coded(kept, bytes).doOnNext((coded) -> {
			var response = StoredResponse.of(this.status, kept, this.request.getHeaders(), freshness, tags, coded);
			if (response != null) {
				boolean stored = this.cache.store().keep(key, response, this.momentAsked);
				this.outcome = new Outcome.Shared(response, this.status, stored, trace);
			}
		}).then();
	}

	private Mono<Coded> coded(HttpHeaders headers, byte[] bytes) {
		if (!Codings.suit(headers, bytes.length)) {
			return Mono.just(Coded.plain(bytes));
		}
		return Mono.fromSupplier(() -> this.cache.codings().code(headers, bytes))
			.subscribeOn(this.cache.coding())
			.onErrorReturn(RejectedExecutionException.class, Coded.plain(bytes));
	}

	/**
	 * The freshness of a response that may be kept, {@code null} for one that may not
	 * (RFC 9111, 3).
	 */
	private @Nullable Freshness freshnessToKeep(HttpHeaders headers, long receivedAt) {
		if (!this.mayKeep || this.status < 200 || PARTIAL_OR_CONDITIONAL.contains(this.status)
				|| headers.getFirst(HttpHeaders.SET_COOKIE) != null || SessionCookie.isIn(this.request.getHeaders())
				|| headers.getFirst(HttpHeaders.CONTENT_RANGE) != null || EventStream.isIn(headers)
				|| variesOnAll(headers)) {
			return null;
		}
		var targeted = Directives.targeted(headers.get(CDN_CACHE_CONTROL));
		var rules = rules(targeted, headers);
		if (mustNotKeep(rules) || (rules.mustUnderstand() && !UNDERSTOOD.contains(this.status))
				|| (this.request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION) != null
						&& !rules.allowAuthorized())) {
			return null;
		}
		var freshness = Freshness.of(this.status, headers, rules, targeted != null, headers.getFirst(HttpHeaders.AGE),
				this.askedAt, receivedAt, this.cache.staleIfError());
		return (freshness != null && isOfUse(freshness, headers, receivedAt)) ? freshness : null;
	}

	private static Directives rules(HttpHeaders headers) {
		return rules(Directives.targeted(headers.get(CDN_CACHE_CONTROL)), headers);
	}

	/** What is said to caches like this one alone counts before what is said to all. */
	private static Directives rules(@Nullable Directives targeted, HttpHeaders headers) {
		return (targeted != null) ? targeted : Directives.of(headers.get(HttpHeaders.CACHE_CONTROL));
	}

	private static boolean mustNotKeep(Directives rules) {
		return rules.isPrivate() || (rules.noStore() && !rules.mustUnderstand());
	}

	/** What is stale at once and cannot be validated would be kept for nothing. */
	private static boolean isOfUse(Freshness freshness, HttpHeaders headers, long now) {
		return (!freshness.alwaysAsk() && (freshness.timeToLive(now) > 0 || freshness.staleWhileRevalidate() > 0))
				|| EntityTag.isValid(headers.getFirst(HttpHeaders.ETAG))
				|| headers.getFirst(HttpHeaders.LAST_MODIFIED) != null;
	}

	private static boolean variesOnAll(HttpHeaders headers) {
		var vary = headers.get(HttpHeaders.VARY);
		return vary != null && vary.stream().anyMatch((line) -> line.indexOf('*') >= 0);
	}

	private static Set<String> tags(HttpHeaders headers) {
		return headers.getOrEmpty(CACHE_TAG)
			.stream()
			.flatMap((line) -> Arrays.stream(line.split(",", MOST_TAGS + 1)))
			.map(String::strip)
			.filter((tag) -> !tag.isEmpty())
			.limit(MOST_TAGS)
			.collect(Collectors.toCollection(HashSet::new));
	}

	private static HttpHeaders kept(HttpHeaders headers) {
		var named = new HashSet<String>();
		for (var line : headers.getOrEmpty(HttpHeaders.CONNECTION)) {
			for (var name : line.split(",", -1)) {
				named.add(name.strip().toLowerCase(Locale.ROOT));
			}
		}
		var kept = new HttpHeaders();
		headers.forEach((name, values) -> {
			var lower = name.toLowerCase(Locale.ROOT);
			if (!NOT_KEPT.contains(lower) && !named.contains(lower)) {
				kept.put(name, List.copyOf(values));
			}
		});
		return kept;
	}

}
