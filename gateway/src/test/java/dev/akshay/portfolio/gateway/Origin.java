package dev.akshay.portfolio.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A service behind the gateway that tells who it is and what it was sent, unless a test
 * wants it to behave differently.
 */
final class Origin implements AutoCloseable {

	private final String name;

	private final DisposableServer server;

	private final Queue<String> requests = new ConcurrentLinkedQueue<>();

	private final AtomicInteger abandoned = new AtomicInteger();

	private volatile BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> behaviour = this::tell;

	Origin(String name) {
		this.name = name;
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.route((routes) -> routes.get("/**/slow", (request, response) -> counted(request, never(response)))
				.get("/**/broken",
						(request, response) -> counted(request,
								response.withConnection((connection) -> connection.dispose()).then()))
				.route((_) -> true,
						(request, response) -> counted(request, Mono.from(this.behaviour.apply(request, response)))))
			.bindNow();
	}

	URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.port());
	}

	/** From now on it does this, with every request that has no behaviour of its own. */
	void behaves(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> behaviour) {
		this.behaviour = behaviour;
	}

	/** From now on it tells who it is again, and has seen nothing. */
	void reset() {
		this.behaviour = this::tell;
		this.requests.clear();
		this.abandoned.set(0);
	}

	/** What it was asked: method and path. */
	Queue<String> requests() {
		return this.requests;
	}

	/** How many requests were given up by whoever asked before they were answered. */
	int abandoned() {
		return this.abandoned.get();
	}

	static Publisher<Void> never(HttpServerResponse response) {
		return response.sendString(Mono.just("late").delayElement(Duration.ofMinutes(5)));
	}

	static Publisher<Void> status(HttpServerResponse response, int status) {
		return response.status(status).header("Content-Length", "2").sendString(Mono.just("no"));
	}

	private Mono<Void> counted(HttpServerRequest request, Publisher<Void> answer) {
		this.requests.add(request.method() + " " + request.uri());
		var left = new AtomicBoolean();
		Runnable leaving = () -> {
			if (left.compareAndSet(false, true)) {
				this.abandoned.incrementAndGet();
			}
		};
		// whoever writes just then is told by an error
		return Mono.from(answer).doOnCancel(leaving).doOnError((_) -> leaving.run());
	}

	/**
	 * A body of ASCII. Collected by {@code aggregate()}, one that breaks off would be
	 * released twice, and with it what other connections have got in the meantime.
	 * @param body the body
	 * @return its text, empty if it has none
	 */
	static Mono<String> text(ByteBufFlux body) {
		return body.asString().collect(Collectors.joining());
	}

	Publisher<Void> tell(HttpServerRequest request, HttpServerResponse response) {
		request.requestHeaders()
			.forEach((header) -> response.addHeader("Origin-Got-" + header.getKey(), header.getValue()));
		return response.header("Origin-Name", this.name)
			.header("Origin-Path", request.uri())
			.header("Origin-Traceparent", request.requestHeaders().get("traceparent", "none"))
			.header("Content-Type", "text/plain")
			.sendString(text(request.receive()).map((body) -> body.isEmpty() ? "nothing" : body));
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

}
