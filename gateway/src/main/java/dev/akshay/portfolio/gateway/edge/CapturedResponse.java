package dev.akshay.portfolio.gateway.edge;

import java.util.function.Supplier;

import dev.akshay.portfolio.gateway.protection.NettyHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.support.Netty4HeadersAdapter;

/**
 * The response of an origin before anybody decided what becomes of it: kept, shown to one
 * client, or thrown away.
 */
final class CapturedResponse extends AbstractServerHttpResponse implements NettyHeaders {

	private final HttpHeaders netty;

	private final Receiver receiver;

	CapturedResponse(DataBufferFactory buffers, Receiver receiver) {
		this(buffers, receiver, DefaultHttpHeadersFactory.headersFactory().newHeaders());
	}

	private CapturedResponse(DataBufferFactory buffers, Receiver receiver, HttpHeaders headers) {
		super(buffers, new org.springframework.http.HttpHeaders(new Netty4HeadersAdapter(headers)));
		this.netty = headers;
		this.receiver = receiver;
	}

	@Override
	public HttpHeaders nettyHeaders() {
		return this.netty;
	}

	int status() {
		HttpStatusCode status = getStatusCode();
		return (status != null) ? status.value() : 200;
	}

	@Override
	@SuppressWarnings("TypeParameterUnusedInFormals") // as the interface has it
	public <T> T getNativeResponse() {
		throw new IllegalStateException("a response that may be kept is nobody's own");
	}

	@Override
	protected Mono<Void> doCommit(@Nullable Supplier<? extends Mono<Void>> write) {
		return super.doCommit((write != null) ? write : () -> received(Flux.empty(), false));
	}

	@Override
	protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> body) {
		return received(body, false);
	}

	// not before the head is complete, which is when this is subscribed to
	private Mono<Void> received(Publisher<? extends DataBuffer> body, boolean flushing) {
		return Mono.defer(() -> this.receiver.receive(this, body, flushing));
	}

	@Override
	protected Mono<Void> writeAndFlushWithInternal(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return received(Flux.from(body).concatMap((part) -> part), true);
	}

	@Override
	protected void applyStatusCode() {
		// read when it is received
	}

	@Override
	protected void applyHeaders() {
		// read when they are received
	}

	@Override
	protected void applyCookies() {
		getCookies().values()
			.forEach((cookies) -> cookies.forEach(
					(cookie) -> this.netty.add(org.springframework.http.HttpHeaders.SET_COOKIE, cookie.toString())));
	}

	/** Decides about a response whose head is complete. */
	@FunctionalInterface
	interface Receiver {

		/**
		 * Takes the response.
		 * @param response status and headers
		 * @param body its body, to be subscribed to in any case
		 * @param flushing whether each part is to be sent at once
		 * @return completes when the body is read
		 */
		Mono<Void> receive(CapturedResponse response, Publisher<? extends DataBuffer> body, boolean flushing);

	}

}
