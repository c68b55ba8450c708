package dev.akshay.portfolio.gateway.edge;

import dev.akshay.portfolio.gateway.chaos.ChaosSession;
import dev.akshay.portfolio.gateway.chaos.ChaosSessions.Place;
import dev.akshay.portfolio.gateway.decision.EventStream;
import dev.akshay.portfolio.gateway.edge.CacheStatus.Forward;
import dev.akshay.portfolio.gateway.edge.rules.Directives;
import dev.akshay.portfolio.gateway.edge.store.StoredResponse;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * A read of somebody who broke something for herself. The origin is asked whatever is
 * kept, and of its answer nothing is. What is kept already is shown where the origin says
 * that it is right, and where it fails: then she sees what everybody would see if the
 * fault were a real one.
 */
final class ReadApart implements CapturedResponse.Receiver {

	private static final int BROKEN_OFF = 502;

	private final EdgeCache cache;

	private final Reply reply;

	private final @Nullable StoredResponse stored;

	private final Directives asks;

	private final Place place;

	/**
	 * Prepares a read.
	 * @param cache what keeps the response, and knows the time
	 * @param reply who is answered
	 * @param stored what is kept, if there is something that she may see
	 * @param asks the directives of her request
	 * @param place what her request takes until it is answered; a stream gives it back
	 * when it begins, as it would keep it for as long as she listens
	 */
	ReadApart(EdgeCache cache, Reply reply, @Nullable StoredResponse stored, Directives asks, Place place) {
		this.cache = cache;
		this.reply = reply;
		this.stored = stored;
		this.asks = asks;
		this.place = place;
	}

	/**
	 * Asks.
	 * @param origin who is asked
	 * @param request what is asked: about what is kept, if there is something
	 * @param buffers who makes buffers
	 * @return completes when she is answered; fails if the origin broke off and there is
	 * nothing to show instead
	 */
	Mono<Void> ask(HttpHandler origin, ServerHttpRequest request, DataBufferFactory buffers) {
		return origin.handle(new ForwardedRequest(request, Forward.BYPASS), new CapturedResponse(buffers, this))
			.onErrorResume((error) -> (this.stored != null && isUsable(this.stored) && !this.reply.isBegun())
					? showInstead(this.stored, BROKEN_OFF, null) : Mono.error(error));
	}

	// as it comes, or nobody could see that it comes slowly
	@Override
	public Mono<Void> receive(CapturedResponse response, Publisher<? extends DataBuffer> body, boolean flushing) {
		int status = response.status();
		if (this.stored != null && status == 304) {
			tellBreaker(response);
			var trace = response.getHeaders().getFirst(Reply.TRACE_RESPONSE);
			return Reply.discard(body)
				.then(show(this.stored, CacheStatus.confirmedForBroken(status, ttl(this.stored)), trace));
		}
		if (this.stored != null && Fetch.TROUBLE.contains(status) && isUsable(this.stored)) {
			tellBreaker(response);
			var trace = response.getHeaders().getFirst(Reply.TRACE_RESPONSE);
			return Reply.discard(body).then(showInstead(this.stored, status, trace));
		}
		if (EventStream.isIn(response.getHeaders())) {
			this.place.leave();
		}
		return this.reply.pass(response, body, true, CacheStatus.forBroken(status));
	}

	/** What is kept was made before anything broke, and says nothing of it. */
	private void tellBreaker(CapturedResponse response) {
		this.reply.tell(ChaosSession.BREAKER, response.getHeaders().getFirst(ChaosSession.BREAKER));
	}

	private boolean isUsable(StoredResponse kept) {
		return kept.freshness().isUsableOnError(this.cache.clock().millis(), this.asks);
	}

	/**
	 * What is shown was made before, and the failure behind it was recorded: the trace
	 * leads there.
	 */
	private Mono<Void> showInstead(StoredResponse kept, int status, @Nullable String trace) {
		return show(kept, CacheStatus.staleForBroken(status, ttl(kept)), trace);
	}

	private Mono<Void> show(StoredResponse kept, String cacheStatus, @Nullable String trace) {
		return Mono.defer(() -> this.reply.show(kept, this.cache.clock().millis(), cacheStatus, trace));
	}

	private long ttl(StoredResponse kept) {
		return kept.freshness().timeToLive(this.cache.clock().millis());
	}

}
