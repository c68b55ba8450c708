package dev.akshay.portfolio.gateway.edge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An origin that sends bytes as they are, right or wrong, and hangs up. */
final class RawOrigin implements AutoCloseable {

	private final Map<String, String> answers = new ConcurrentHashMap<>();

	private final ServerSocket server;

	RawOrigin() {
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread.ofVirtual().start(this::serve);
	}

	URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.getLocalPort());
	}

	void answer(String path, String bytes) {
		this.answers.put(path, bytes);
	}

	private void serve() {
		while (!this.server.isClosed()) {
			try {
				var connection = this.server.accept();
				Thread.ofVirtual().start(() -> serve(connection));
			}
			catch (IOException _) {
				// closed
			}
		}
	}

	private void serve(Socket connection) {
		try (connection) {
			var request = new BufferedReader(
					new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
			var head = request.lines().takeWhile((line) -> !line.isEmpty()).toList();
			if (head.isEmpty()) {
				// the other side hung up first
				return;
			}
			var path = head.getFirst().split(" ")[1];
			connection.getOutputStream()
				.write(this.answers.getOrDefault(path, "").getBytes(StandardCharsets.ISO_8859_1));
			connection.getOutputStream().flush();
		}
		catch (IOException _) {
			// the other side hung up first
		}
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
