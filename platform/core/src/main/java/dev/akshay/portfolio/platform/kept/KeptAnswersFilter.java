package dev.akshay.portfolio.platform.kept;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import dev.akshay.portfolio.platform.kept.KeptAnswers.Answer;
import dev.akshay.portfolio.platform.kept.KeptAnswers.Reading;
import dev.akshay.portfolio.platform.web.PublicContent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Answers with kept content where it can, and keeps what is public and tagged. What
 * depends on a query is not kept: there is no end to queries.
 */
class KeptAnswersFilter implements WebFilter {

	private static final Log logger = LogFactory.getLog(KeptAnswersFilter.class);

	private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

	/** What belongs to the content. Traces and times are of the request at hand. */
	private static final List<String> KEPT = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CACHE_CONTROL,
			PublicContent.CDN_CACHE_CONTROL, PublicContent.CACHE_TAG);

	private final KeptAnswers kept;

	KeptAnswersFilter(KeptAnswers kept) {
		this.kept = kept;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		var request = exchange.getRequest();
		if (!READS.contains(request.getMethod()) || request.getURI().getRawQuery() != null) {
			return chain.filter(exchange);
		}
		return Mono.defer(() -> {
			var known = this.kept.find(request.getURI().getRawPath());
			if (known == null || !accepts(request, known)) {
				return chain.filter(unconditional(exchange, new KeepingResponse(exchange)));
			}
			return (this.kept.isBeyondDoubt(known) || this.kept.justFailed()) ? tell(exchange, known)
					: readAnew(exchange, chain, known);
		});
	}

	private static boolean accepts(ServerHttpRequest request, Answer answer) {
		var accept = request.getHeaders().getFirst(HttpHeaders.ACCEPT);
		var type = answer.headers().getContentType();
		return accept == null || accept.equals(MediaType.ALL_VALUE) || type == null
				|| request.getHeaders().getAccept().stream().anyMatch((accepted) -> accepted.includes(type));
	}

	private Mono<Void> readAnew(ServerWebExchange exchange, WebFilterChain chain, Answer known) {
		var response = new KeepingResponse(exchange);
		var tooLong = Mono.delay(this.kept.patience()).filter((_) -> response.giveUp()).switchIfEmpty(Mono.never());
		return chain.filter(unconditional(exchange, response))
			.timeout(tooLong)
			.onErrorResume((failure) -> !(failure instanceof ErrorResponse) && !exchange.getResponse().isCommitted(),
					(failure) -> {
						if (this.kept.readingFailed()) {
							logger.warn("Content cannot be read at the moment and is told as it was: " + failure);
						}
						return tell(exchange, known);
					});
	}

	// conditions are judged here, or there would be nothing to keep in a 304
	private static ServerWebExchange unconditional(ServerWebExchange exchange, KeepingResponse response) {
		var request = exchange.getRequest();
		return exchange.mutate()
			.request(request.getHeaders().containsHeader(HttpHeaders.IF_NONE_MATCH)
					? request.mutate().headers((headers) -> headers.remove(HttpHeaders.IF_NONE_MATCH)).build()
					: request)
			.response(response)
			.build();
	}

	private static Mono<Void> tell(ServerWebExchange exchange, Answer answer) {
		var response = exchange.getResponse();
		response.setStatusCode(HttpStatus.OK);
		response.getHeaders().putAll(answer.headers());
		if (exchange.checkNotModified(answer.tag())) {
			return notModified(exchange);
		}
		response.getHeaders().setContentLength(answer.body().length);
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(answer.body())));
	}

	private static Mono<Void> notModified(ServerWebExchange exchange) {
		exchange.getResponse().getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
		exchange.getResponse().getHeaders().remove(HttpHeaders.CONTENT_TYPE);
		return exchange.getResponse().setComplete();
	}

	/** Keeps what is written to it, if it is public content. */
	private final class KeepingResponse extends ServerHttpResponseDecorator {

		private final ServerWebExchange exchange;

		private final Reading reading = KeptAnswersFilter.this.kept.startReading();

		private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

		KeepingResponse(ServerWebExchange exchange) {
			super(exchange.getResponse());
			this.exchange = exchange;
		}

		/** Settles that this response comes too late, if it has not begun. */
		boolean giveUp() {
			return this.state.compareAndSet(State.OPEN, State.GIVEN_UP);
		}

		private boolean begin() {
			return this.state.compareAndSet(State.OPEN, State.BEGUN) || this.state.get() == State.BEGUN;
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

		private boolean isContent() {
			return getStatusCode() == HttpStatus.OK && getHeaders().containsHeader(PublicContent.CACHE_TAG);
		}

		private Mono<Void> keep(String tag, DataBuffer buffer) {
			var bytes = new byte[buffer.readableByteCount()];
			buffer.toByteBuffer(ByteBuffer.wrap(bytes));
			var headers = new HttpHeaders();
			KEPT.forEach((name) -> {
				var value = getHeaders().getFirst(name);
				if (value != null) {
					headers.set(name, value);
				}
			});
			if (KeptAnswersFilter.this.kept.keep(this.exchange.getRequest().getURI().getRawPath(),
					new Answer(tag, headers, bytes, this.reading))) {
				logger.info("Content is read again");
			}
			if (this.exchange.checkNotModified(tag)) {
				DataBufferUtils.release(buffer);
				return notModified(this.exchange);
			}
			return super.writeWith(Mono.just(buffer));
		}

		private enum State {

			OPEN, BEGUN, GIVEN_UP

		}

	}

}
