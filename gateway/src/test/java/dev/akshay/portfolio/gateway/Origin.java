package dev.akshay.portfolio.gateway;

import java.net.URI;
import java.time.Duration;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A service behind the gateway that tells who it is and what it was sent. */
final class Origin implements AutoCloseable {

	private final DisposableServer server;

	Origin(String name) {
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.route((routes) -> routes
				.get("/**/slow",
						(_, response) -> response.sendString(Mono.just("late").delayElement(Duration.ofMinutes(5))))
				.get("/**/broken",
						(_, response) -> response.withConnection((connection) -> connection.dispose()).then())
				.route((_) -> true,
						(request, response) -> response.header("Origin-Name", name)
							.header("Origin-Path", request.uri())
							.header("Origin-Traceparent", request.requestHeaders().get("traceparent", "none"))
							.header("Content-Type", "text/plain")
							.sendString(request.receive().aggregate().asString().defaultIfEmpty("nothing"))))
			.bindNow();
	}

	URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.port());
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

}
