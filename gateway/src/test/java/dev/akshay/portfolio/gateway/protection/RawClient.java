package dev.akshay.portfolio.gateway.protection;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import reactor.core.publisher.Mono;

/** A connection over which anything can be sent, well formed or not. */
final class RawClient implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final int READ = 64 * 1024;

	private final Socket socket;

	RawClient(int port) throws IOException {
		this(port, new Socket());
	}

	/**
	 * Connects.
	 * @param port of the server
	 * @param socket unconnected
	 */
	RawClient(int port, Socket socket) throws IOException {
		this.socket = socket;
		this.socket.setSoTimeout((int) LIMIT.toMillis());
		this.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
	}

	/** One that the other side can send little to before it is read. */
	static RawClient withLittleRoom(int port) throws IOException {
		var socket = new Socket();
		socket.setReceiveBufferSize(16 * 1024);
		return new RawClient(port, socket);
	}

	/**
	 * Sends a request whose connection is to end, and returns everything that comes back.
	 */
	static String exchange(int port, String request) throws IOException {
		try (var client = new RawClient(port)) {
			client.send(request);
			return client.receiveAll();
		}
	}

	void send(String text) throws IOException {
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
		this.socket.getOutputStream().flush();
	}

	/** What comes until the other side closes; a reset is a close, too. */
	String receiveAll() throws IOException {
		var received = new StringBuilder();
		try {
			var input = new BufferedInputStream(this.socket.getInputStream());
			for (var next = input.read(); next >= 0; next = input.read()) {
				received.append((char) next);
			}
		}
		catch (SocketException ex) {
			return received.toString();
		}
		return received.toString();
	}

	/** How many bytes come until the other side closes, taken with many pauses. */
	int receiveSlowly() throws IOException {
		var received = 0;
		for (var part = READ; part == READ;) {
			part = this.socket.getInputStream().readNBytes(READ).length;
			received += part;
			Mono.delay(Duration.ofMillis(30)).block();
		}
		return received;
	}

	/** What comes until some text has come. */
	String receiveUntil(String end) throws IOException {
		var received = new StringBuilder();
		while (received.indexOf(end) < 0) {
			var next = this.socket.getInputStream().read();
			if (next < 0) {
				throw new SocketException("closed after " + received);
			}
			received.append((char) next);
		}
		return received.toString();
	}

	/** Sends a little again and again; whether the other side gives up at last. */
	boolean dropUntilClosed(String drop) throws IOException {
		for (var drops = 0; drops < 1000; drops++) {
			Mono.delay(Duration.ofMillis(20)).block();
			try {
				send(drop);
			}
			catch (SocketException ex) {
				return true;
			}
		}
		return false;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
