package dev.akshay.portfolio.platform.kept;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import dev.akshay.portfolio.platform.kept.KeptAnswers.Answer;
import dev.akshay.portfolio.platform.kept.KeptAnswers.Reading;
import dev.akshay.portfolio.platform.web.PublicContent;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A request whose answer is kept if it is public content. Conditions are judged when the
 * content is there: a 304 would leave nothing to keep.
 */
class KeepingExchange extends ServerWebExchangeDecorator {

	/** What belongs to the content. Traces and times are of the request at hand. */
	private static final List<String> KEPT = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_DISPOSITION,
			HttpHeaders.CACHE_CONTROL, PublicContent.CDN_CACHE_CONTROL, PublicContent.CACHE_TAG);

	private final Reading reading;

	private final Consumer<Answer> keeping;

	private final KeepingResponse response;

	KeepingExchange(ServerWebExchange exchange, Reading reading, Consumer<Answer> keeping) {
		super(exchange);
		this.reading = reading;
		this.keeping = keeping;
		this.response = new KeepingResponse(exchange);
	}

	/**
	 * Settles that the answer comes too late.
	 * @return false if it has begun already
	 */
	boolean giveUp() {
		return this.response.state.compareAndSet(State.OPEN, State.GIVEN_UP);
	}

	@Override
	public ServerHttpResponse getResponse() {
		return this.response;
	}

	@Override
	public boolean checkNotModified(Instant lastModified) {
		return checkNotModified(null, lastModified);
	}

	@Override
	public boolean checkNotModified(String etag) {
		return checkNotModified(etag, Instant.MIN);
	}

	@Override
	public boolean checkNotModified(@Nullable String etag, Instant lastModified) {
		if (etag != null) {
			this.response.getHeaders().setETag(etag);
		}
		return false;
	}

	static Mono<Void> notModified(ServerWebExchange exchange) {
		exchange.getResponse().getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
		exchange.getResponse().getHeaders().remove(HttpHeaders.CONTENT_TYPE);
		return exchange.getResponse().setComplete();
	}

	private final class KeepingResponse extends ServerHttpResponseDecorator {

		private final ServerWebExchange exchange;

		private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

		// of its own until it begins: one that is given up leaves no trace
		private final HttpHeaders headers;

		private @Nullable HttpStatusCode status;

		KeepingResponse(ServerWebExchange exchange) {
			super(exchange.getResponse());
			this.exchange = exchange;
			this.headers = HttpHeaders.copyOf(super.getHeaders());
		}

		@Override
		public HttpHeaders getHeaders() {
			return (this.state.get() == State.BEGUN) ? super.getHeaders() : this.headers;
		}

		@Override
		public boolean setStatusCode(@Nullable HttpStatusCode status) {
			if (this.state.get() == State.BEGUN) {
				return super.setStatusCode(status);
			}
			this.status = status;
			return true;
		}

		@Override
		public @Nullable HttpStatusCode getStatusCode() {
			return (this.state.get() == State.BEGUN) ? super.getStatusCode() : this.status;
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			if (!begin()) {
				return Mono.never();
			}
			var tag = getHeaders().getETag();
			return (body instanceof Mono<? extends DataBuffer> whole && tag != null && isContent())
					? whole.flatMap((buffer) -> keep(tag, buffer)) : super.writeWith(body);
		}

		@Override
		public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
			return begin() ? super.writeAndFlushWith(body) : Mono.never();
		}

		@Override
		public Mono<Void> setComplete() {
			return begin() ? super.setComplete() : Mono.never();
		}

		private boolean begin() {
			if (this.state.compareAndSet(State.OPEN, State.BEGUN)) {
				super.getHeaders().putAll(this.headers);
				super.setStatusCode(this.status);
				return true;
			}
			return this.state.get() == State.BEGUN;
		}

		private boolean isContent() {
			return getStatusCode() == HttpStatus.OK && getHeaders().containsHeader(PublicContent.CACHE_TAG);
		}

		/** As the observation of the request names it. */
		private String route() {
			var pattern = this.exchange.<PathPattern>getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
			return (pattern != null) ? pattern.getPatternString() : "UNKNOWN";
		}

		private Mono<Void> keep(String tag, DataBuffer buffer) {
			var bytes = new byte[buffer.readableByteCount()];
			buffer.toByteBuffer(ByteBuffer.wrap(bytes));
			var kept = new HttpHeaders();
			for (var name : KEPT) {
				var value = getHeaders().getFirst(name);
				if (value != null) {
					kept.set(name, value);
				}
			}
			KeepingExchange.this.keeping.accept(new Answer(route(), tag, kept, bytes, KeepingExchange.this.reading));
			if (this.exchange.checkNotModified(tag)) {
				DataBufferUtils.release(buffer);
				return notModified(this.exchange);
			}
			return super.writeWith(Mono.just(buffer));
		}

	}

	private enum State {

		OPEN, BEGUN, GIVEN_UP

	}

}
