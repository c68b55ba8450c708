package dev.akshay.portfolio.profile.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Another service that keeps content, as far as archives are concerned. */
final class StubParticipant implements AutoCloseable {

	/** A character for each byte: images are files like others. */
	static final Charset BYTES = StandardCharsets.ISO_8859_1;

	private final HttpServer server;

	private final Map<String, String> files = new ConcurrentHashMap<>();

	private final Map<String, Map<String, String>> staged = new ConcurrentHashMap<>();

	private final List<String> authorizations = new CopyOnWriteArrayList<>();

	private final List<String> asked = new CopyOnWriteArrayList<>();

	private volatile boolean away;

	private volatile boolean done = true;

	private volatile String refusal = "";

	StubParticipant() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(Executors.newCachedThreadPool((work) -> {
			var thread = new Thread(work);
			thread.setDaemon(true);
			return thread;
		}));
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	void reset(Map<String, String> kept) {
		this.files.clear();
		this.files.putAll(kept);
		this.staged.clear();
		this.asked.clear();
		this.authorizations.clear();
		this.away = false;
		this.done = true;
		this.refusal = "";
	}

	void goAway() {
		this.away = true;
	}

	void takeItsTime(boolean time) {
		this.done = !time;
	}

	void refuse(String path) {
		this.refusal = path;
	}

	/** What is kept until it is decided. */
	Map<String, Map<String, String>> staged() {
		return this.staged;
	}

	List<String> asked() {
		return this.asked;
	}

	List<String> authorizations() {
		return this.authorizations;
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			var path = exchange.getRequestURI().getPath();
			var body = exchange.getRequestBody().readAllBytes();
			this.asked.add(exchange.getRequestMethod() + ' ' + exchange.getRequestURI());
			this.authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
			var id = path.substring(path.lastIndexOf('/') + 1);
			if (this.away) {
				respond(exchange, 500, "application/problem+json", "{}".getBytes(StandardCharsets.UTF_8));
			}
			else if (path.endsWith("/export")) {
				respond(exchange, 200, "application/zip", zip(this.files));
			}
			else if (exchange.getRequestMethod().equals("PUT")) {
				var sent = unzip(body);
				if (exchange.getRequestURI().getQuery().contains("stage=true")) {
					this.staged.put(id, sent);
				}
				respond(exchange, 200, "application/json", plan(sent).getBytes(StandardCharsets.UTF_8));
			}
			else {
				respond(exchange, this.staged.containsKey(id) ? 200 : 404, "application/json",
						"{\"id\": \"%s\", \"state\": \"%s\"}".formatted(id, this.done ? "applied" : "staged")
							.getBytes(StandardCharsets.UTF_8));
			}
		}
	}

	private String plan(Map<String, String> sent) {
		return sent.keySet()
			.stream()
			.map((path) -> path.equals(this.refusal)
					? "{\"path\": \"%s\", \"change\": \"refused\", \"errors\": [{\"field\": \"title\", \"message\": \"must not be blank\"}]}"
						.formatted(path)
					: "{\"path\": \"%s\", \"change\": \"%s\"}".formatted(path,
							this.files.containsKey(path) ? "unchanged" : "new"))
			.collect(Collectors.joining(", ", "{\"files\": [", "]}"));
	}

	private static void respond(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", type);
		exchange.sendResponseHeaders(status, (body.length > 0) ? body.length : -1);
		exchange.getResponseBody().write(body);
	}

	static byte[] zip(Map<String, String> files) {
		var zip = new ByteArrayOutputStream();
		try (var writer = new ZipOutputStream(zip)) {
			for (var file : new TreeMap<>(files).entrySet()) {
				writer.putNextEntry(new ZipEntry(file.getKey()));
				writer.write(file.getValue().getBytes(BYTES));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return zip.toByteArray();
	}

	static Map<String, String> unzip(byte[] zip) {
		var files = new TreeMap<String, String>();
		try (var reader = new ZipInputStream(new ByteArrayInputStream(zip))) {
			for (var entry = reader.getNextEntry(); entry != null; entry = reader.getNextEntry()) {
				files.put(entry.getName(), new String(reader.readAllBytes(), BYTES));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return files;
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
