package dev.akshay.portfolio.local.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Secrets;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets commands reach the supervisor: HTTP on the loopback interface, for whoever can
 * read the token in its home.
 */
public final class ControlServer {

	private static final JsonMapper JSON = new JsonMapper();

	private static final Pattern AND = Pattern.compile("&");

	private final Controlled controlled;

	private final HttpServer server;

	private final String token = Secrets.random();

	public ControlServer(Controlled controlled) {
		this.controlled = controlled;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	public int port() {
		return this.server.getAddress().getPort();
	}

	public String token() {
		return this.token;
	}

	public void close() {
		this.server.stop(0);
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			if (!isAllowed(exchange)) {
				exchange.sendResponseHeaders(401, -1);
				return;
			}
			try {
				send(exchange, 200, answer(exchange));
			}
			catch (Failure failure) {
				send(exchange, 409, failure.reason());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				send(exchange, 503, "stopping");
			}
		}
	}

	private boolean isAllowed(HttpExchange exchange) {
		String given = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
		return MessageDigest.isEqual(("Bearer " + this.token).getBytes(StandardCharsets.UTF_8),
				given.getBytes(StandardCharsets.UTF_8));
	}

	private String answer(HttpExchange exchange) throws InterruptedException {
		Map<String, String> query = queryOf(exchange);
		String name = query.getOrDefault("name", "");
		int replica = Integer.parseInt(query.getOrDefault("replica", "0"));
		switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
			case "GET /status" -> {
				return JSON.writeValueAsString(this.controlled.status(query.containsKey("memory")));
			}
			case "POST /kill" -> {
				return String.join(", ", this.controlled.kill(name, replica));
			}
			case "POST /stop" -> this.controlled.stop(name, replica);
			case "POST /start" -> this.controlled.start(name, replica);
			case "POST /down" -> this.controlled.down();
			default -> throw new Failure("the suite was started by another version: './portfolio down' with that one");
		}
		return "";
	}

	/** The client sends names that need no escapes. */
	private static Map<String, String> queryOf(HttpExchange exchange) {
		Map<String, String> query = new HashMap<>();
		AND.splitAsStream(Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("")).forEach((pair) -> {
			int equals = pair.indexOf('=');
			query.put((equals < 0) ? pair : pair.substring(0, equals), pair.substring(equals + 1));
		});
		return query;
	}

	private static void send(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, (bytes.length == 0) ? -1 : bytes.length);
		if (bytes.length > 0) {
			exchange.getResponseBody().write(bytes);
		}
	}

}
