package dev.akshay.portfolio.gateway;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

/**
 * A service that answers every request with the same bytes, and hangs up unless it is
 * told to stay.
 */
final class RawOrigin implements AutoCloseable {

	private final DisposableServer server;

	private final AtomicInteger open = new AtomicInteger();

	private final AtomicInteger met = new AtomicInteger();

	private volatile String answer = "";

	private volatile boolean stays;

	RawOrigin() {
		this.server = TcpServer.create().host("127.0.0.1").port(0).doOnConnection((connection) -> {
			this.met.incrementAndGet();
			this.open.incrementAndGet();
			connection.onDispose(this.open::decrementAndGet);
		})
			.handle((in, out) -> in.receive()
				.asString()
				.filter((request) -> request.contains("\r\n\r\n"))
				.next()
				.then(Mono.defer(() -> {
					var stay = this.stays ? Mono.<Void>never() : Mono.<Void>empty();
					return out.sendString(Mono.just(this.answer)).then().then(stay);
				})))
			.bindNow();
	}

	URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.port());
	}

	void answers(String bytes) {
		this.answer = bytes.replace("\n", "\r\n");
		this.stays = false;
	}

	/** The connection is whose who asked: he may end it. */
	void answersAndStays(String bytes) {
		answers(bytes);
		this.stays = true;
	}

	/** How many connections are open. */
	int open() {
		return this.open.get();
	}

	/** How many there were in all. */
	int met() {
		return this.met.get();
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

}
