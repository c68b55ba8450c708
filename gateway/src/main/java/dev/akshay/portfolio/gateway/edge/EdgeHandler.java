package dev.akshay.portfolio.gateway.edge;

import java.util.Optional;
import java.util.concurrent.TimeoutException;

import dev.akshay.portfolio.gateway.chaos.ChaosCookie;
import dev.akshay.portfolio.gateway.chaos.ChaosSession;
import dev.akshay.portfolio.gateway.chaos.ChaosSessions;
import dev.akshay.portfolio.gateway.chaos.ChaosSessions.Crowded;
import dev.akshay.portfolio.gateway.chaos.ChaosSessions.Place;
import dev.akshay.portfolio.gateway.decision.Refusal;
import dev.akshay.portfolio.gateway.edge.CacheStatus.Forward;
import dev.akshay.portfolio.gateway.edge.rules.CacheKey;
import dev.akshay.portfolio.gateway.edge.rules.Directives;
import dev.akshay.portfolio.gateway.edge.rules.Freshness.Use;
import dev.akshay.portfolio.gateway.edge.store.StoredResponse;
import dev.akshay.portfolio.gateway.owner.SessionCookie;
import dev.akshay.portfolio.gateway.protection.ClientAddress;
import dev.akshay.portfolio.platform.deadline.Deadline;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * Stands in front of everything else: shows what is kept before any filter runs, and asks
 * what lies behind it only for what is not.
 */
final class EdgeHandler implements HttpHandler {

	private final HttpHandler origin;

	private final EdgeCache cache;

	private final EdgeMetrics metrics;

	private final HitTraces traces;

	private final EdgeProblems problems;

	private final ChaosSessions chaos;

	private final Runnable onFailure;

	EdgeHandler(HttpHandler origin, EdgeCache cache, EdgeMetrics metrics, HitTraces traces, EdgeProblems problems,
			ChaosSessions chaos) {
		this.origin = origin;
		this.cache = cache;
		this.metrics = metrics;
		this.traces = traces;
		this.problems = problems;
		this.chaos = chaos;
		this.onFailure = metrics::failure;
	}

	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		if (!ChaosCookie.mayBeIn(request.getHeaders()) || request.getURI().getRawPath().equals(ChaosSessions.ADDRESS)) {
			return answer(request, response);
		}
		return this.chaos.of(request)
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.flatMap((visitor) -> visitor.isPresent() ? answerApart(request, response, visitor.get())
					: answer(request, response));
	}

	private Mono<Void> answer(ServerHttpRequest request, ServerHttpResponse response) {
		var method = request.getMethod();
		if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
			return change(request, response, this.onFailure);
		}
		return read(request, response);
	}

	/**
	 * Answers somebody who broke something for herself: all that is asked for her is
	 * asked for her alone, and others neither see it nor wait for it.
	 */
	private Mono<Void> answerApart(ServerHttpRequest request, ServerHttpResponse response, ChaosSession visitor) {
		return switch (this.chaos.enter(visitor, request)) {
			case Crowded whose -> refuse(request, reply(request, response, false, EdgeHandler::notCounted), whose);
			case Place place -> answerApart(request, response, visitor, place);
		};
	}

	private Mono<Void> answerApart(ServerHttpRequest request, ServerHttpResponse response, ChaosSession visitor,
			Place place) {
		var method = request.getMethod();
		return Mono
			.defer(() -> (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
					? readApart(request, response, place) : change(request, response, EdgeHandler::notCounted))
			.contextWrite(visitor::putInto)
			.doFinally((_) -> place.leave());
	}

	/** Nothing behind here hears of it, so it is told of here. */
	private Mono<Void> refuse(ServerHttpRequest request, Reply reply, Crowded whose) {
		var crowded = this.problems.crowded(whose);
		var span = this.traces.beginRefusal(request, reply.start(), Refusal.LOAD);
		var answer = reply.fail(crowded, CacheStatus.forBroken(crowded.status()), isSecure(request),
				(span != null) ? Reply.traceOf(span.context()) : null);
		return (span == null) ? answer
				: answer.doFinally((_) -> span.tag("http.response.status_code", reply.status()).end());
	}

	private Mono<Void> readApart(ServerHttpRequest request, ServerHttpResponse response, Place place) {
		var headers = request.getHeaders();
		var asks = Directives.ofRequest(headers.get(HttpHeaders.CACHE_CONTROL), headers.get(HttpHeaders.PRAGMA));
		if (asks.onlyIfCached()) {
			return notKept(request, reply(request, response, false, EdgeHandler::notCounted));
		}
		var key = (asks.noStore() || showsCredentials(headers)) ? null : CacheKey.of(request.getURI());
		var stored = (key != null) ? this.cache.store().find(key, headers) : null;
		var asked = (key != null && stored != null)
				? new OriginRequest(request, CacheKey.uri(request.getURI(), key), stored, false) : request;
		var reply = reply(request, response, stored != null, EdgeHandler::notCounted);
		return new ReadApart(this.cache, reply, stored, asks, place).ask(this.origin, asked, response.bufferFactory())
			.onErrorResume((error) -> reply.isBegun() ? Mono.error(error)
					: broken(request, reply, new Outcome.Failed(502), Forward.BYPASS));
	}

	private Mono<Void> read(ServerHttpRequest request, ServerHttpResponse response) {
		var key = CacheKey.of(request.getURI());
		if (key == null) {
			return forward(request, response.bufferFactory(), reply(request, response, false), Forward.BYPASS);
		}
		var headers = request.getHeaders();
		var asks = Directives.ofRequest(headers.get(HttpHeaders.CACHE_CONTROL), headers.get(HttpHeaders.PRAGMA));
		if (asks.noStore()) {
			return forward(request, response.bufferFactory(), reply(request, response, false), Forward.REQUEST);
		}
		var read = new Read(request, response.bufferFactory(), reply(request, response, true), key, asks);
		var stored = this.cache.store().find(key, headers);
		if (stored == null) {
			return miss(read);
		}
		long now = this.cache.clock().millis();
		var use = stored.isPurged() ? Use.VALIDATE : stored.freshness().use(now, asks);
		return switch (use) {
			case SHOW -> hit(read, stored, now);
			case SHOW_AND_REVALIDATE -> {
				if (showsCredentials(headers)) {
					// what others will be shown is not asked for in somebody's name
					yield ask(read, Forward.STALE, stored);
				}
				if (!this.cache.hasFailed(key)) {
					revalidate(read, stored);
				}
				yield hit(read, stored, now);
			}
			case VALIDATE -> validate(read, stored, now);
		};
	}

	/** What somebody broke for herself is no failure of ours. */
	private static void notCounted() {
	}

	private Reply reply(ServerHttpRequest request, ServerHttpResponse response, boolean conditionsTaken) {
		return reply(request, response, conditionsTaken, this.onFailure);
	}

	private Reply reply(ServerHttpRequest request, ServerHttpResponse response, boolean conditionsTaken,
			Runnable onFailure) {
		return new Reply(request, response, conditionsTaken, onFailure, this.cache.codingInPassing());
	}

	private Mono<Void> hit(Read read, StoredResponse stored, long now) {
		this.metrics.hit();
		var status = CacheStatus.hit(stored.freshness().timeToLive(now));
		var span = this.traces.begin(read.request(), read.reply().start());
		return (span == null) ? read.reply().show(stored, now, status, null)
				: read.reply()
					.show(stored, now, status, Reply.traceOf(span.context()))
					.doFinally((_) -> span.tag("http.response.status_code", read.reply().status()).end());
	}

	private Mono<Void> miss(Read read) {
		var headers = read.request().getHeaders();
		if (read.asks().onlyIfCached()) {
			return notKept(read);
		}
		if (headers.getFirst(HttpHeaders.RANGE) != null) {
			return forward(read.request(), read.buffers(), read.reply(), Forward.PARTIAL);
		}
		var reason = this.cache.store().hasVariants(read.key()) ? Forward.VARY_MISS : Forward.URI_MISS;
		if (asksAlone(headers) || this.cache.isUnshared(read.key())) {
			return ask(read, reason);
		}
		return lead(read, null, reason);
	}

	/**
	 * These conditions are the origin's to judge, what it answers to one who is logged in
	 * is hers, and who is in a hurry does not make others hurry.
	 */
	private static boolean asksAlone(HttpHeaders headers) {
		return showsCredentials(headers) || headers.getFirst(HttpHeaders.IF_MATCH) != null
				|| headers.getFirst(HttpHeaders.IF_UNMODIFIED_SINCE) != null
				|| headers.getFirst(Deadline.HEADER) != null;
	}

	private static boolean showsCredentials(HttpHeaders headers) {
		return headers.getFirst(HttpHeaders.AUTHORIZATION) != null || SessionCookie.isIn(headers);
	}

	private Mono<Void> validate(Read read, StoredResponse stored, long now) {
		if (read.asks().onlyIfCached()) {
			return notKept(read);
		}
		var reason = (stored.isPurged() || stored.freshness().use(now, Directives.NONE) != Use.SHOW) ? Forward.STALE
				: Forward.REQUEST;
		if (asksAlone(read.request().getHeaders())) {
			return ask(read, reason);
		}
		if (!stored.freshness().isUsableOnError(now, read.asks())) {
			return lead(read, stored, reason);
		}
		if (this.cache.hasFailed(read.key())) {
			this.metrics.stale();
			return read.reply().show(stored, now, CacheStatus.staleInHoldOff(stored.freshness().timeToLive(now)), null);
		}
		return revalidate(read, stored).followed()
			.timeout(this.cache.settings().stalePatience())
			.onErrorResume((error) -> {
				this.cache.markFailed(read.key());
				return Mono.just(new Outcome.Failed((error instanceof TimeoutException) ? 504 : 502));
			})
			.flatMap((outcome) -> switch (outcome) {
				case Outcome.Shared shared when shared.response().matches(read.request().getHeaders()) ->
					show(read, shared, reason, false);
				case Outcome.Failed failed -> showInstead(read, stored, failed);
				case Outcome.Withdrawn _ -> ask(read, reason);
				// the next answer may be trouble, and this one is still there
				default -> ask(read, reason, stored);
			});
	}

	private Mono<Void> showInstead(Read read, StoredResponse stored, Outcome.Failed failed) {
		if (!asksAlone(read.request().getHeaders())) {
			// what fails for one in a hurry, or in her own name, need not fail for others
			this.cache.markFailed(read.key());
		}
		this.metrics.stale();
		long now = this.cache.clock().millis();
		return read.reply()
			.show(stored, now, CacheStatus.staleOnError(failed.status(), stored.freshness().timeToLive(now)),
					failed.trace());
	}

	/**
	 * The first to ask for a key asks the origin, others wait for its answer, though not
	 * for ever.
	 */
	private Mono<Void> lead(Read read, @Nullable StoredResponse known, Forward reason) {
		var reply = read.reply();
		var fetch = new Fetch(this.cache, originRequest(read, known, true), read.key(), known, false, true, reply,
				reason);
		var own = flight(read, fetch);
		var before = this.cache.flights().putIfAbsent(read.key(), own);
		if (before != null) {
			return follow(read, before, reason);
		}
		this.metrics.forwarded();
		return own.led()
			.flatMap((outcome) -> reply.isBegun() ? Mono.<Void>empty() : answer(read, reply, outcome, reason));
	}

	private Mono<Void> answer(Read read, Reply reply, Outcome outcome, Forward reason) {
		return switch (outcome) {
			case Outcome.Shared shared -> reply.show(
					shared.response(), this.cache.clock().millis(), CacheStatus.stored(reason, shared.status(),
							shared.stored(), shared.response().freshness().timeToLive(this.cache.clock().millis())),
					shared.trace());
			case Outcome.Failed failed -> broken(read.request(), reply, failed, reason);
			case Outcome.Unshared _, Outcome.Withdrawn _ -> ask(read, reason);
		};
	}

	private Mono<Void> follow(Read read, Flight flight, Forward reason) {
		return flight.followed()
			.timeout(this.cache.settings().followerPatience(), Mono.just(new Outcome.Unshared()))
			.onErrorReturn(new Outcome.Unshared())
			.flatMap((outcome) -> (outcome instanceof Outcome.Shared shared
					&& shared.response().matches(read.request().getHeaders())) ? show(read, shared, reason, true)
							: ask(read, reason));
	}

	private Mono<Void> show(Read read, Outcome.Shared shared, Forward reason, boolean collapsed) {
		if (collapsed) {
			this.metrics.collapsed();
		}
		else {
			this.metrics.forwarded();
		}
		long now = this.cache.clock().millis();
		long ttl = shared.response().freshness().timeToLive(now);
		return read.reply()
			.show(shared.response(), now, collapsed ? CacheStatus.collapsed(reason, ttl)
					: CacheStatus.stored(reason, shared.status(), shared.stored(), ttl), shared.trace());
	}

	private Mono<Void> ask(Read read, Forward reason) {
		return ask(read, reason, null);
	}

	/** Asks the origin for this request alone, with something to show if it fails. */
	private Mono<Void> ask(Read read, Forward reason, @Nullable StoredResponse spare) {
		this.metrics.forwarded();
		var reply = read.reply();
		var fetch = new Fetch(this.cache, originRequest(read, null, false), read.key(), null, spare != null, true,
				reply, reason);
		return fetch.run(this.origin, read.buffers()).flatMap((outcome) -> {
			if (reply.isBegun()) {
				return Mono.<Void>empty();
			}
			if (spare != null && outcome instanceof Outcome.Failed failed) {
				return showInstead(read, spare, failed);
			}
			return (outcome instanceof Outcome.Unshared)
					? broken(read.request(), reply, new Outcome.Failed(502), reason)
					: answer(read, reply, outcome, reason);
		});
	}

	/** Asks about what is kept, for the sake of the cache. */
	private Flight revalidate(Read read, StoredResponse stored) {
		var fetch = new Fetch(this.cache, originRequest(read, stored, true), read.key(), stored, true, true, null,
				Forward.STALE);
		var own = flight(read, fetch);
		var before = this.cache.flights().putIfAbsent(read.key(), own);
		if (before != null) {
			return before;
		}
		this.cache.inBackground(own.led().doOnNext((outcome) -> {
			if (outcome instanceof Outcome.Failed) {
				this.cache.markFailed(read.key());
			}
		}).doOnError((_) -> this.cache.markFailed(read.key())));
		return own;
	}

	private Flight flight(Read read, Fetch fetch) {
		var key = read.key();
		var holder = new Flight[1];
		// before anybody is answered: who asks again at once must not meet the old answer
		Runnable land = () -> this.cache.flights().remove(key, holder[0]);
		holder[0] = new Flight(fetch, fetch.run(this.origin, read.buffers()).doOnTerminate(land).doOnCancel(land),
				() -> {
					land.run();
					if (!fetch.metTrouble()) {
						this.cache.markUnshared(key);
					}
				});
		return holder[0];
	}

	private static OriginRequest originRequest(Read read, @Nullable StoredResponse known, boolean shared) {
		return new OriginRequest(read.request(), CacheKey.uri(read.request().getURI(), read.key()), known, shared);
	}

	/** Passes a request on as it is; nothing is kept of its answer. */
	private Mono<Void> forward(ServerHttpRequest request, DataBufferFactory buffers, Reply reply, Forward reason) {
		this.metrics.forwarded();
		return new Fetch(this.cache, request, null, null, false, false, reply, reason).run(this.origin, buffers)
			.flatMap((outcome) -> reply.isBegun() ? Mono.<Void>empty()
					: broken(request, reply, new Outcome.Failed(502), reason));
	}

	/**
	 * Passes on what may change something, and forgets what it may have changed (RFC
	 * 9111, 4.4).
	 */
	private Mono<Void> change(ServerHttpRequest request, ServerHttpResponse response, Runnable onFailure) {
		this.metrics.forwarded();
		var reply = reply(request, response, false, onFailure);
		return this.origin.handle(request, new CapturedResponse(response.bufferFactory(), (answer, body, flushing) -> {
			if (!isSafe(request.getMethod()) && answer.status() < 400) {
				this.cache.invalidate(CacheKey.of(request.getURI()));
				this.cache.invalidate(request.getURI(), answer.getHeaders().getFirst(HttpHeaders.LOCATION));
				this.cache.invalidate(request.getURI(), answer.getHeaders().getFirst(HttpHeaders.CONTENT_LOCATION));
			}
			return reply.pass(answer, body, flushing, CacheStatus.forwarded(Forward.METHOD, answer.status()));
		}));
	}

	private static boolean isSafe(HttpMethod method) {
		return method.equals(HttpMethod.OPTIONS) || method.equals(HttpMethod.TRACE);
	}

	private Mono<Void> notKept(Read read) {
		return notKept(read.request(), read.reply());
	}

	private Mono<Void> notKept(ServerHttpRequest request, Reply reply) {
		return reply.fail(this.problems.notKept(), "gateway; fwd=request; detail=only-if-cached", isSecure(request));
	}

	private Mono<Void> broken(ServerHttpRequest request, Reply reply, Outcome.Failed failed, Forward reason) {
		return reply.breakDown(this.problems.broken(), CacheStatus.forwarded(reason, failed.status()),
				isSecure(request));
	}

	private static boolean isSecure(ServerHttpRequest request) {
		return ClientAddress.isSecure(request);
	}

	/**
	 * A request that a cache may answer.
	 *
	 * @param request the request
	 * @param buffers who makes buffers for it
	 * @param reply its answer
	 * @param key the key of its URI
	 * @param asks its directives
	 */
	private record Read(ServerHttpRequest request, DataBufferFactory buffers, Reply reply, String key,
			Directives asks) {
	}

}
