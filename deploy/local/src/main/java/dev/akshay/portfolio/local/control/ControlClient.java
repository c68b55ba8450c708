package dev.akshay.portfolio.local.control;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.home.RunningSuite;
import tools.jackson.databind.json.JsonMapper;

/** A command's side of the conversation with the supervisor. */
public final class ControlClient {

	private static final JsonMapper JSON = new JsonMapper();

	private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

	/** Starting a service again and waiting for it takes the longest. */
	private static final Duration ANSWER_PATIENCE = Duration.ofMinutes(4);

	private final RunningSuite suite;

	public ControlClient(RunningSuite suite) {
		this.suite = suite;
	}

	/** Finds the supervisor of a home, or says that there is none. */
	public static ControlClient of(Home home) {
		return RunningSuite.find(home).map(ControlClient::new).orElseThrow(() -> {
			int left = home.leftovers().alive().size();
			return new Failure((left == 0)
					? "nothing is running in %s: start it with './portfolio up'".formatted(home.directory())
					: "the launcher of %s is gone, %d of its processes are not: end them with './portfolio down'"
						.formatted(home.directory(), left));
		});
	}

	public RunningSuite suite() {
		return this.suite;
	}

	public SuiteStatus status(boolean withMemory) {
		return JSON.readValue(statusJson(withMemory), SuiteStatus.class);
	}

	public String statusJson(boolean withMemory) {
		return send("GET", withMemory ? "/status?memory" : "/status");
	}

	public String kill(String name, int replica) {
		return send("POST", "/kill?name=%s&replica=%d".formatted(escaped(name), replica));
	}

	public void stop(String name, int replica) {
		send("POST", "/stop?name=%s&replica=%d".formatted(escaped(name), replica));
	}

	public void start(String name, int replica) {
		send("POST", "/start?name=%s&replica=%d".formatted(escaped(name), replica));
	}

	public void down() {
		send("POST", "/down");
	}

	private static String escaped(String name) {
		return URLEncoder.encode(name, StandardCharsets.UTF_8);
	}

	private String send(String method, String path) {
		try {
			HttpURLConnection connection = (HttpURLConnection) URI
				.create("http://127.0.0.1:" + this.suite.port() + path)
				.toURL()
				.openConnection();
			connection.setRequestMethod(method);
			connection.setRequestProperty("Authorization", "Bearer " + this.suite.token());
			connection.setConnectTimeout((int) CONNECT_PATIENCE.toMillis());
			connection.setReadTimeout((int) ANSWER_PATIENCE.toMillis());
			int status = connection.getResponseCode();
			String body = read((status < 400) ? connection.getInputStream() : connection.getErrorStream());
			if (status != 200) {
				throw new Failure(body.isEmpty() ? "the launcher answers " + status : body);
			}
			return body;
		}
		catch (IOException ex) {
			throw new Failure("the launcher (pid %d) does not answer: %s".formatted(this.suite.pid(), ex.getMessage()));
		}
	}

	@SuppressWarnings("NullAway") // an error without a body has no stream
	private static String read(InputStream in) throws IOException {
		return (in != null) ? new String(in.readAllBytes(), StandardCharsets.UTF_8) : "";
	}

}
