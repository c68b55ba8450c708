package dev.akshay.portfolio.gateway;

import java.net.URI;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

/** A service that answers every request with the same bytes and hangs up. */
final class RawOrigin implements AutoCloseable {

	private final DisposableServer server;

	private volatile String answer = "";

	RawOrigin() {
		this.server = TcpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle((in, out) -> in.receive()
				.asString()
				.filter((request) -> request.contains("\r\n\r\n"))
				.next()
				.then(Mono.defer(() -> out.sendString(Mono.just(this.answer)).then())))
			.bindNow();
	}

	URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.port());
	}

	void answers(String bytes) {
		this.answer = bytes.replace("\n", "\r\n");
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

}
