package dev.akshay.portfolio.platform.web;

import java.nio.ByteBuffer;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Gives every public response a strong {@code ETag} made of its bytes, and answers 304
 * when the client has them already
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3">RFC 9110</a>). Leaves
 * alone what is not {@code public}, what streams, and what brings a tag of its own.
 */
class EntityTagFilter implements WebFilter {

	private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (!READS.contains(exchange.getRequest().getMethod())) {
			return chain.filter(exchange);
		}
		return chain.filter(exchange.mutate().response(new TaggingResponse(exchange)).build());
	}

	private static final class TaggingResponse extends ServerHttpResponseDecorator {

		private final ServerWebExchange exchange;

		TaggingResponse(ServerWebExchange exchange) {
			super(exchange.getResponse());
			this.exchange = exchange;
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			// one buffer is a whole representation, several are a stream
			if (!(body instanceof Mono<? extends DataBuffer> whole) || !wantsTag()) {
				return super.writeWith(body);
			}
			return whole.flatMap(this::writeTagged);
		}

		private boolean wantsTag() {
			var cacheControl = getHeaders().getCacheControl();
			return isOk(getStatusCode() != null ? getStatusCode().value() : null) && getHeaders().getETag() == null
					&& cacheControl != null && cacheControl.contains("public");
		}

		private static boolean isOk(@Nullable Integer status) {
			return status == null || status == HttpStatus.OK.value();
		}

		private Mono<Void> writeTagged(DataBuffer buffer) {
			if (this.exchange.checkNotModified(tagOf(buffer))) {
				DataBufferUtils.release(buffer);
				getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
				getHeaders().remove(HttpHeaders.CONTENT_TYPE);
				return setComplete();
			}
			return super.writeWith(Mono.just(buffer));
		}

		private static String tagOf(DataBuffer buffer) {
			var bytes = ByteBuffer.allocate(buffer.readableByteCount());
			buffer.toByteBuffer(bytes);
			return EntityTags.of(bytes.rewind());
		}

	}

}
