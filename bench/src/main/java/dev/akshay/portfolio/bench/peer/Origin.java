package dev.akshay.portfolio.bench.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * What stands behind the gateways: given documents, each after a time to think that a
 * timer takes, never the CPU. A request may ask for a share of slow answers
 * ({@code X-Bench-Slow: 0.01}), which an origin gives that was told to be the slow one.
 */
public final class Origin {

	/** Asks how many requests came in so far; that question itself does not count. */
	public static final String COUNT = "/bench/count";

	/** Says which share of the answers is to be slow, between 0 and 1. */
	public static final String SLOW_SHARE = "X-Bench-Slow";

	/** Below it the same documents, not to be stored by anyone. */
	public static final String UNCACHED = "/uncached";

	private static final String KEEP = "public, max-age=3600";

	private final LongAdder requests = new LongAdder();

	private final Map<String, Document> documents = new HashMap<>();

	private final Duration thinking;

	private final Duration slow;

	private Origin(Duration thinking, Duration slow) {
		this.thinking = thinking;
		this.slow = slow;
	}

	/**
	 * Starts an origin.
	 * @param arguments the port, the milliseconds before an answer, the milliseconds
	 * before a slow answer (as many if this one is never slow), then for each document
	 * three: its path, its media type, its file
	 * @throws IOException if a file cannot be read
	 */
	public static void main(String[] arguments) throws IOException {
		Lifeline.tie();
		Origin origin = new Origin(Duration.ofMillis(Long.parseLong(arguments[1])),
				Duration.ofMillis(Long.parseLong(arguments[2])));
		for (int index = 3; index + 2 < arguments.length; index += 3) {
			byte[] bytes = Files.readAllBytes(Path.of(arguments[index + 2]));
			origin.documents.put(arguments[index], new Document(arguments[index + 1], bytes));
		}
		HttpServer.create()
			.host("127.0.0.1")
			.port(Integer.parseInt(arguments[0]))
			.handle(origin::answer)
			.bindNow()
			.onDispose()
			.block();
	}

	private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
		String path = request.fullPath();
		if (path.equals(COUNT)) {
			return response.sendString(Mono.just(this.requests.toString()));
		}
		this.requests.increment();
		boolean uncached = path.startsWith(UNCACHED);
		Document document = this.documents.get(uncached ? path.substring(UNCACHED.length()) : path);
		if (document == null) {
			return response.status(HttpResponseStatus.NOT_FOUND).send();
		}
		response.header(HttpHeaderNames.CONTENT_TYPE, document.type())
			.header(HttpHeaderNames.CONTENT_LENGTH, document.length())
			.header(HttpHeaderNames.ETAG, document.tag())
			.header(HttpHeaderNames.CACHE_CONTROL, uncached ? "no-store" : KEEP);
		Duration pause = pause(request);
		if (pause.isZero()) {
			return response.sendObject(document.body().duplicate());
		}
		return Mono.delay(pause).then(Mono.defer(() -> response.sendObject(document.body().duplicate()).then()));
	}

	private Duration pause(HttpServerRequest request) {
		if (this.slow.equals(this.thinking)) {
			return this.thinking;
		}
		String share = request.requestHeaders().get(SLOW_SHARE, "0");
		return (ThreadLocalRandom.current().nextDouble() < Double.parseDouble(share)) ? this.slow : this.thinking;
	}

	private record Document(String type, String length, String tag, ByteBuf body) {

		Document(String type, byte[] bytes) {
			this(type, String.valueOf(bytes.length),
					"\"%08x\"".formatted(new String(bytes, StandardCharsets.ISO_8859_1).hashCode()),
					Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length).writeBytes(bytes)));
		}

	}

}
