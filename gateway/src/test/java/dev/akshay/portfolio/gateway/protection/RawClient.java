package dev.akshay.portfolio.gateway.protection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection over which anything can be sent, well formed or not. */
final class RawClient implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final Socket socket;

	RawClient(int port) throws IOException {
		this.socket = new Socket();
		// small, so that an answer which is not read is noticed soon
		this.socket.setReceiveBufferSize(4 * 1024);
		this.socket.setSoTimeout((int) LIMIT.toMillis());
		this.socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
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
			var input = this.socket.getInputStream();
			for (var next = input.read(); next >= 0; next = input.read()) {
				received.append((char) next);
			}
		}
		catch (SocketException ex) {
			received.append("");
		}
		return received.toString();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
