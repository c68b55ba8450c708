package dev.akshay.portfolio.local.mail;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Reading mail over HTTP: a page for people, Mailpit's API for programs. */
final class MailApi {

	private static final Logger LOGGER = LoggerFactory.getLogger(MailApi.class);

	private static final String API = "/api/v1/message";

	private static final Pattern NUMBER = Pattern.compile("(?:^|&)(\\w+)=(\\d{1,9})(?=&|$)");

	/** Any port: that of a container is another one outside. */
	private static final Pattern HERE = Pattern.compile("(?:127\\.0\\.0\\.1|localhost)(?::\\d{1,5})?");

	private static final int LARGEST_PAGE = 1000;

	private static final JsonMapper JSON = new JsonMapper();

	private static final Answer NOT_FOUND = new Answer(404, "text/plain; charset=utf-8",
			"no such mail\n".getBytes(StandardCharsets.UTF_8));

	private final MailStore store;

	private final HttpServer server;

	MailApi(MailStore store, InetSocketAddress address) throws IOException {
		this.store = store;
		this.server = HttpServer.create(address, 0);
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/", this::handle);
	}

	void start() {
		this.server.start();
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	void stop() {
		this.server.stop(0);
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			Answer answer = answer(exchange);
			exchange.getResponseHeaders().set("Content-Type", answer.type());
			exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
			exchange.getResponseHeaders()
				.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
			boolean head = "HEAD".equals(exchange.getRequestMethod());
			exchange.sendResponseHeaders(answer.status(),
					(head || answer.body().length == 0) ? -1 : answer.body().length);
			if (!head) {
				exchange.getResponseBody().write(answer.body());
			}
		}
		catch (RuntimeException ex) {
			LOGGER.error("could not answer {}", exchange.getRequestURI(), ex);
		}
	}

	private Answer answer(HttpExchange exchange) throws IOException {
		// a page elsewhere whose name is made to point here must not read mail
		if (!HERE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Host"))).matches()) {
			return new Answer(421, "text/plain", "wrong host\n".getBytes(StandardCharsets.UTF_8));
		}
		return switch (exchange.getRequestMethod()) {
			case "GET", "HEAD" -> read(exchange.getRequestURI());
			case "DELETE" -> delete(exchange.getRequestURI());
			default -> new Answer(405, "text/plain", new byte[0]);
		};
	}

	private Answer read(URI uri) throws IOException {
		List<String> path = List.of(uri.getPath().substring(1).split("/"));
		return switch (uri.getPath()) {
			case "/" -> Answer.html(MailPages.list(this.store.list(0, LARGEST_PAGE)));
			case API + "s" -> Answer.json(listing(queryOf(uri)));
			case String message when message.startsWith(API + "/") && path.size() == 4 ->
				this.store.find(path.get(3)).map(Answer::json).orElse(NOT_FOUND);
			case String raw when raw.startsWith(API + "/") && path.size() == 5 && "raw".equals(path.get(4)) ->
				this.store.raw(path.get(3)).map(Answer::text).orElse(NOT_FOUND);
			case String page when page.startsWith("/view/") && path.size() == 2 ->
				this.store.find(path.get(1)).map(MailPages::mail).map(Answer::html).orElse(NOT_FOUND);
			default -> NOT_FOUND;
		};
	}

	private Mail.Listing listing(Map<String, Integer> query) throws IOException {
		int start = query.getOrDefault("start", 0);
		int limit = Math.min(query.getOrDefault("limit", 50), LARGEST_PAGE);
		return new Mail.Listing(this.store.size(), this.store.size(), start, this.store.list(start, limit));
	}

	private Answer delete(URI uri) throws IOException {
		if (!uri.getPath().equals(API + "s")) {
			return NOT_FOUND;
		}
		this.store.clear();
		return new Answer(200, "text/plain; charset=utf-8", "ok".getBytes(StandardCharsets.UTF_8));
	}

	/** Numbers only; what is none is left out. */
	private static Map<String, Integer> queryOf(URI uri) {
		Map<String, Integer> query = new HashMap<>();
		Matcher pairs = NUMBER.matcher(Optional.ofNullable(uri.getRawQuery()).orElse(""));
		while (pairs.find()) {
			query.put(pairs.group(1), Integer.parseInt(pairs.group(2)));
		}
		return query;
	}

	/**
	 * What goes back.
	 *
	 * @param status the HTTP status
	 * @param type what the body is
	 * @param body the bytes
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	private record Answer(int status, String type, byte[] body) {

		static Answer json(Object value) {
			return new Answer(200, "application/json", JSON.writeValueAsBytes(value));
		}

		static Answer html(String page) {
			return new Answer(200, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
		}

		static Answer text(byte[] body) {
			return new Answer(200, "text/plain; charset=utf-8", body);
		}

	}

}
