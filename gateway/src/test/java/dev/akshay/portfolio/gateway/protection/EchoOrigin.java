package dev.akshay.portfolio.gateway.protection;

import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.resources.LoopResources;

/**
 * A service that answers with the request as it arrived: the first line, and a line for
 * each header.
 */
final class EchoOrigin {

	private static final byte[] CHUNK = new byte[16 * 1024];

	/** What may be kept, no two parts of it alike. */
	static final byte[] KEPT = new byte[20_000];

	/** Much more than a connection takes at a time. */
	static final byte[] KEPT_LONG = new byte[1_500_000];

	static {
		new Random(42).nextBytes(KEPT);
	}

	/** The length of a long answer. */
	static final int LONG = 200 * CHUNK.length;

	private final Sinks.Many<Integer> endless = Sinks.many().replay().latest();

	private final AtomicInteger endlessCount = new AtomicInteger();

	private final DisposableServer server;

	EchoOrigin() {
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			// a context that closes takes those with it that all share
			.runOn(LoopResources.create("echo", 1, true))
			.httpRequestDecoder((decoder) -> decoder.maxHeaderSize(64 * 1024).maxInitialLineLength(64 * 1024))
			.route((routes) -> routes
				.get("/endless",
						(_, response) -> response.send(Flux.generate((sink) -> sink.next(Unpooled.wrappedBuffer(CHUNK)))
							.cast(ByteBuf.class)
							.doOnSubscribe((_) -> count(1))
							.doFinally((_) -> count(-1))))
				.get("/long",
						(_, response) -> response.send(Flux.range(0, 200).map((_) -> Unpooled.wrappedBuffer(CHUNK))))
				.get("/kept",
						(_, response) -> response.header("Cache-Control", "max-age=600")
							.header("Content-Type", "application/octet-stream")
							.sendByteArray(Mono.just(KEPT)))
				.get("/kept-long",
						(_, response) -> response.header("Cache-Control", "max-age=600")
							.header("Content-Type", "application/octet-stream")
							.sendByteArray(Mono.just(KEPT_LONG)))
				.get("/slow",
						(_, response) -> response.sendString(Mono.just("slow").delayElement(Duration.ofSeconds(1))))
				.get("/gone-elsewhere", (_, response) -> response.sendRedirect("/followed"))
				.get("/own-headers",
						(_, response) -> response.header("Content-Security-Policy", "default-src 'self'")
							.header("Cross-Origin-Resource-Policy", "cross-origin")
							.header("Strict-Transport-Security", "max-age=1")
							.header("Server", "Echo/1.0")
							.header("X-Powered-By", "Echo")
							.sendString(Mono.just("own")))
				.route((_) -> true,
						(request, response) -> response.header("Content-Type", "text/plain")
							.sendString(request.receive()
								.asString()
								.collect(Collectors.joining())
								.map((body) -> described(request) + body))))
			.bindNow();
	}

	private static String described(HttpServerRequest request) {
		var lines = new StringBuilder();
		lines.append(request.method()).append(' ').append(request.uri()).append('\n');
		request.requestHeaders()
			.forEach((header) -> lines.append(header.getKey()).append(": ").append(header.getValue()).append('\n'));
		return lines.append('\n').toString();
	}

	private synchronized void count(int change) {
		this.endless.tryEmitNext(this.endlessCount.addAndGet(change)).orThrow();
	}

	/** Waits until so many endless answers are under way. */
	void awaitEndlessAnswers(int count) {
		this.endless.asFlux().filter((current) -> current == count).blockFirst(Duration.ofSeconds(50));
	}

	URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.port());
	}

}
