package dev.akshay.portfolio.gateway.edge;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

import io.netty.handler.codec.http.HttpHeaders;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** An origin that answers each path as a test says, and remembers what it was asked. */
final class ScriptedOrigin implements AutoCloseable {

	private final Map<String, BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>>> script = new ConcurrentHashMap<>();

	private final List<Asked> asked = new CopyOnWriteArrayList<>();

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.handle((request, response) -> {
			var path = URI.create(request.uri()).getRawPath();
			this.asked.add(new Asked(request.method().name(), request.uri(), request.requestHeaders().copy()));
			var answer = this.script.get(path);
			return (answer != null) ? answer.apply(request, response) : response.sendNotFound();
		})
		.bindNow();

	URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.port());
	}

	void answer(String path, BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> answer) {
		this.script.put(path, answer);
	}

	/** Answers 200 with some headers, {@code "Name: value"} each. */
	void answer(String path, String body, String... headers) {
		answer(path, (_, response) -> with(response, headers).header("Content-Length", String.valueOf(body.length()))
			.sendString(Mono.just(body)));
	}

	static HttpServerResponse with(HttpServerResponse response, String... headers) {
		for (var header : headers) {
			var name = header.substring(0, header.indexOf(':'));
			response.addHeader(name, header.substring(name.length() + 1).strip());
		}
		return response;
	}

	/** What was asked of a path, in order. */
	List<Asked> asked(String path) {
		return this.asked.stream()
			.filter((request) -> request.uri().equals(path) || request.uri().startsWith(path + "?"))
			.toList();
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

	record Asked(String method, String uri, HttpHeaders headers) {
	}

}
