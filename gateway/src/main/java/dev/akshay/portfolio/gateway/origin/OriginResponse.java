package dev.akshay.portfolio.gateway.origin;

import java.util.Map;

import dev.akshay.portfolio.gateway.decision.EventStream;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderNames;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;

/** What a replica answers: a head that has arrived and a body that is still to come. */
public final class OriginResponse {

	private final HttpClientResponse head;

	private final Connection connection;

	private final Replica replica;

	private final boolean hurried;

	private volatile boolean read;

	OriginResponse(HttpClientResponse head, Connection connection, Replica replica, boolean hurried) {
		this.head = head;
		this.connection = connection;
		this.replica = replica;
		this.hurried = hurried;
	}

	/**
	 * The status.
	 * @return a number from 200 to 599
	 */
	public int status() {
		return this.head.status().code();
	}

	/**
	 * Whether the service is ill. One that asks to come back later is not, and neither is
	 * one that a client gave too little time.
	 * @return whether this counts against the service
	 */
	public boolean isFailure() {
		return switch (status()) {
			case 500, 502 -> true;
			case 503 -> !this.head.responseHeaders().contains(HttpHeaderNames.RETRY_AFTER);
			case 504 -> !this.hurried;
			default -> false;
		};
	}

	/**
	 * Whether the same request may well succeed elsewhere or in a moment. A 504 does not:
	 * it has cost its time already.
	 * @param patience the longest {@code Retry-After} that counts as a moment, in seconds
	 * @return whether it makes sense to ask again
	 */
	public boolean isTransient(long patience) {
		return switch (status()) {
			case 502 -> true;
			case 503 -> retryAfter() <= patience;
			default -> false;
		};
	}

	private long retryAfter() {
		var header = this.head.responseHeaders().get(HttpHeaderNames.RETRY_AFTER);
		if (header == null) {
			return 0;
		}
		try {
			return Long.parseLong(header);
		}
		catch (NumberFormatException _) {
			// a date
			return Long.MAX_VALUE;
		}
	}

	/**
	 * Who answered.
	 * @return the replica
	 */
	public Replica replica() {
		return this.replica;
	}

	/** Gives it up, with the connection it came by. */
	public void discard() {
		this.connection.dispose();
	}

	boolean comesBy(Connection other) {
		return this.connection.equals(other);
	}

	/**
	 * Passes it on as it comes. If the body fails before anything went out, the response
	 * is as if there had been none.
	 * @param response the response to a client
	 * @return when all of it is written; fails if the replica breaks off
	 */
	public Mono<Void> writeTo(ServerHttpResponse response) {
		try {
			writeHeadTo(response);
		}
		catch (InvalidAnswer ex) {
			return Mono.error(ex);
		}
		return writeBodyTo(response);
	}

	/**
	 * Passes on its head, which may be changed as long as the body is not.
	 * @param response the response to a client
	 * @throws InvalidAnswer if it cannot be sent
	 */
	public void writeHeadTo(ServerHttpResponse response) {
		try {
			response.setStatusCode(HttpStatusCode.valueOf(status()));
			copyHeaders(response);
		}
		catch (IllegalArgumentException ex) {
			// a name or a value that we could not send
			takeBackFrom(response);
			throw new InvalidAnswer(ex);
		}
	}

	/**
	 * Gives it up after its head was passed on, as if there had been none.
	 * @param response the response to a client
	 */
	public void takeBackFrom(ServerHttpResponse response) {
		withdraw(response);
		discard();
	}

	/**
	 * Passes on its body as it comes. If that fails before anything went out, the
	 * response is as if there had been none.
	 * @param response the response to a client, which has the head
	 * @return when all of it is written; fails if the replica breaks off
	 */
	public Mono<Void> writeBodyTo(ServerHttpResponse response) {
		return (isStream() ? response.writeAndFlushWith(events(response)) : response.writeWith(bytes(response)))
			.doOnError((_) -> withdraw(response))
			.doFinally((_) -> discardUnread());
	}

	/** A client that has left before takes no body, and nobody else releases it. */
	private void discardUnread() {
		if (!this.read) {
			discard();
		}
	}

	private void copyHeaders(ServerHttpResponse response) {
		var origin = this.head.responseHeaders();
		var target = response.getHeaders();
		var named = PassedHeaders.namedByConnection(origin.getAll(HttpHeaderNames.CONNECTION));
		for (var headers = origin.iteratorAsString(); headers.hasNext();) {
			Map.Entry<String, String> header = headers.next();
			if (PassedHeaders.passes(header.getKey(), named)) {
				target.add(header.getKey(), header.getValue());
			}
		}
	}

	private void withdraw(ServerHttpResponse response) {
		if (response.isCommitted()) {
			return;
		}
		response.setStatusCode(null);
		for (var name : this.head.responseHeaders().names()) {
			response.getHeaders().remove(name);
		}
	}

	private boolean isStream() {
		return EventStream.is(this.head.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE));
	}

	/**
	 * Parts wait in queues on their way, as publishers or by themselves, and nobody
	 * releases what lies in those when a client leaves: they are copied, which costs less
	 * than to watch them.
	 */
	private Flux<DataBuffer> bytes(ServerHttpResponse response) {
		return Flux.defer(() -> received().map(response.bufferFactory()::wrap));
	}

	private Flux<Mono<DataBuffer>> events(ServerHttpResponse response) {
		return Flux
			.defer(() -> received().map((event) -> Mono.fromSupplier(() -> response.bufferFactory().wrap(event))));
	}

	// not asByteArray(), which lays the context on the thread for every part
	private Flux<byte[]> received() {
		this.read = true;
		return this.connection.inbound().receive().map(ByteBufUtil::getBytes);
	}

}
