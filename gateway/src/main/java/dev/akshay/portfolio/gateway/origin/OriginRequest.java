package dev.akshay.portfolio.gateway.origin;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.tracing.Span;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * What a client wants of a service. It may be sent more than once, and knows every
 * connection that was opened for it: none outlives it but the one that answers.
 */
public final class OriginRequest {

	private static final AsciiString IDEMPOTENCY_KEY = AsciiString.cached("Idempotency-Key");

	private final HttpMethod method;

	private final String target;

	private final HttpHeaders headers;

	private final @Nullable Upload upload;

	private final @Nullable Span parent;

	private final long limit;

	private final long deadline;

	private final List<Connection> connections = new ArrayList<>(2);

	private boolean over;

	/**
	 * Takes over what a client sent.
	 * @param request the request
	 * @param headers those of its headers that go on
	 * @param upload its body, or {@code null} if it has none
	 * @param parent the span that its attempts belong to, or {@code null}
	 * @param limit when the service must have begun its answer, as
	 * {@link System#nanoTime()} counts
	 * @param deadline when nobody waits for it any more: the same, or earlier if the
	 * client says so
	 */
	OriginRequest(ServerHttpRequest request, HttpHeaders headers, @Nullable Upload upload, @Nullable Span parent,
			long limit, long deadline) {
		this.method = HttpMethod.valueOf(request.getMethod().name());
		this.target = target(request);
		this.headers = headers;
		this.upload = upload;
		this.parent = parent;
		this.limit = limit;
		this.deadline = deadline;
	}

	private static String target(ServerHttpRequest request) {
		var uri = request.getURI();
		var path = uri.getRawPath();
		var absolute = path.startsWith("/") ? path : '/' + path;
		return (uri.getRawQuery() != null) ? absolute + '?' + uri.getRawQuery() : absolute;
	}

	/**
	 * Whether nothing changes by it, so that it may as well happen twice at a time.
	 * @return whether it is a {@code GET} or {@code HEAD} without a body
	 */
	public boolean isSafe() {
		return this.upload == null && (HttpMethod.GET.equals(this.method) || HttpMethod.HEAD.equals(this.method));
	}

	/**
	 * Whether it may be sent again when nobody knows whether it happened.
	 * @return whether it is safe, or has a key by which a service knows it again, and a
	 * body that is still there
	 */
	public boolean isRepeatable() {
		return isSafe()
				|| (this.headers.contains(IDEMPOTENCY_KEY) && (this.upload == null || this.upload.isRepeatable()));
	}

	/**
	 * Whether the answer may be a stream, whose head may come with its first event only.
	 * @return whether the client accepts an event stream
	 */
	public boolean mayStream() {
		return this.headers.contains("Accept", "text/event-stream", true);
	}

	/**
	 * How long the answer may take to begin.
	 * @return what is left, in nanoseconds; zero or less if it is over
	 */
	public long leftNanos() {
		return this.deadline - System.nanoTime();
	}

	/**
	 * Closes every connection that was opened for this request, except the one that
	 * answers. Those that are opened later are closed at once.
	 * @param answer the answer that goes to the client, or {@code null} if none does
	 */
	public void settle(@Nullable OriginResponse answer) {
		List<Connection> others;
		synchronized (this.connections) {
			this.over = true;
			others = List.copyOf(this.connections);
			this.connections.clear();
		}
		for (var connection : others) {
			if (answer == null || !answer.comesBy(connection)) {
				connection.dispose();
			}
		}
	}

	/** Whether an answer by this connection is still of use. */
	boolean takes(Connection connection) {
		synchronized (this.connections) {
			if (!this.over) {
				this.connections.add(connection);
			}
			return !this.over;
		}
	}

	HttpMethod method() {
		return this.method;
	}

	String target() {
		return this.target;
	}

	/** The target without its query, which may say things about people. */
	String path() {
		var query = this.target.indexOf('?');
		return (query < 0) ? this.target : this.target.substring(0, query);
	}

	HttpHeaders headers() {
		return this.headers;
	}

	@Nullable Upload upload() {
		return this.upload;
	}

	@Nullable Span parent() {
		return this.parent;
	}

	/** How long the service has, whatever the client says; in nanoseconds. */
	long limitNanos() {
		return this.limit - System.nanoTime();
	}

	/** Whether the client waits less long than the service may take. */
	boolean isHurried() {
		return this.deadline - this.limit < 0;
	}

	/** The body on its way through. A small one can be sent several times. */
	static final class Upload {

		private static final int LARGEST_IN_ONE = 64 * 1024;

		private final Flux<DataBuffer> body;

		private final @Nullable Mono<byte[]> whole;

		private volatile @Nullable UploadFailed failure;

		Upload(ServerHttpRequest request) {
			var length = request.getHeaders().getContentLength();
			this.body = request.getBody();
			this.whole = (length >= 0 && length <= LARGEST_IN_ONE) ? inOne(this.body, (int) length).cache() : null;
		}

		/**
		 * A small body goes out in one message, and a slow client costs the service
		 * nothing.
		 */
		private static Mono<byte[]> inOne(Flux<DataBuffer> body, int length) {
			return body.collect(() -> new ByteArrayOutputStream(length), (whole, part) -> {
				var bytes = new byte[part.readableByteCount()];
				part.read(bytes);
				DataBufferUtils.release(part);
				whole.writeBytes(bytes);
			}).map(ByteArrayOutputStream::toByteArray);
		}

		boolean isRepeatable() {
			return this.whole != null;
		}

		/**
		 * What is sent.
		 * @param end is told when the client has sent all of it
		 */
		Publisher<ByteBuf> bytes(Runnable end) {
			return (this.whole != null)
					? this.whole.map(Unpooled::wrappedBuffer).onErrorMap(this::failed).doOnSuccess((_) -> end.run())
					: this.body.map(NettyDataBufferFactory::toByteBuf).onErrorMap(this::failed).doOnComplete(end);
		}

		private UploadFailed failed(Throwable cause) {
			var failed = new UploadFailed(cause);
			this.failure = failed;
			return failed;
		}

		/**
		 * Why the client did not send all of it, or nothing. The connection to the
		 * service ends with it, and that may be heard of first.
		 */
		@Nullable UploadFailed failure() {
			return this.failure;
		}

	}

}
