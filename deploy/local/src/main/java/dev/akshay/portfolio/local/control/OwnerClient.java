package dev.akshay.portfolio.local.control;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.process.ProcessStatus;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the gateway of a running suite, on its management port, what whoever works at the
 * machine wants of the owner's credentials.
 */
public final class OwnerClient {

	private static final JsonMapper JSON = new JsonMapper();

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final URI endpoint;

	private final String secret;

	/**
	 * For a gateway.
	 * @param managementUrl its management port
	 * @param secret what it knows us by
	 */
	OwnerClient(String managementUrl, String secret) {
		this.endpoint = URI.create(managementUrl + "/actuator/owner/");
		this.secret = secret;
	}

	/** Finds the gateway of a suite, or says that there is none. */
	public static OwnerClient of(SuiteStatus suite, Home home) {
		return suite.processes()
			.stream()
			.filter((process) -> process.name().equals("gateway"))
			.map(ProcessStatus::managementUrl)
			.flatMap((url) -> Optional.ofNullable(url).stream())
			.findFirst()
			.map((url) -> new OwnerClient(url, home.machineSecret()))
			.orElseThrow(() -> new Failure("the suite has no gateway: it was started by another version"));
	}

	/** Whether the owner chose her password; fails while the database is away. */
	public boolean isPasswordChosen() {
		return JSON.readTree(send("GET", "password", null)).path("chosen").asBoolean(false);
	}

	/** Sets a password that is good for one log-in, and ends all sessions. */
	public void resetPassword(String password) {
		send("POST", "password", Map.of("password", password));
	}

	/**
	 * Makes an API token.
	 * @return with {@code id}, {@code name}, {@code scopes}, {@code expiresAt} and, this
	 * once, {@code token}
	 */
	public JsonNode makeToken(String name, List<String> scopes, int days) {
		// the endpoint reads texts only
		return JSON.readTree(send("POST", "tokens",
				Map.of("name", name, "scopes", String.join(",", scopes), "days", String.valueOf(days))));
	}

	/** The API tokens that are not revoked. */
	public List<JsonNode> tokens() {
		return JSON.readTree(send("GET", "tokens", null)).path("tokens").valueStream().toList();
	}

	public void revoke(String id) {
		if (!id.matches("[0-9a-f]{1,32}")) {
			throw new Failure("'%s' is no token's id: './portfolio owner token --list' tells them".formatted(id));
		}
		send("DELETE", "tokens/" + id, null);
	}

	private String send(String method, String path, @Nullable Object body) {
		try {
			HttpURLConnection connection = (HttpURLConnection) this.endpoint.resolve(path).toURL().openConnection();
			connection.setRequestMethod(method);
			connection.setRequestProperty("Authorization", "Bearer " + this.secret);
			connection.setRequestProperty("Accept", "application/json");
			connection.setConnectTimeout((int) PATIENCE.toMillis());
			connection.setReadTimeout((int) PATIENCE.toMillis());
			if (body != null) {
				connection.setDoOutput(true);
				connection.setRequestProperty("Content-Type", "application/json");
				connection.getOutputStream().write(JSON.writeValueAsBytes(body));
			}
			int status = connection.getResponseCode();
			String answer = read((status < 400) ? connection.getInputStream() : connection.getErrorStream());
			if (status >= 400) {
				throw new Failure(reasonOf(status, answer));
			}
			return answer;
		}
		catch (IOException ex) {
			throw new Failure("the gateway does not answer: " + ex.getMessage());
		}
	}

	@SuppressWarnings("NullAway") // an error without a body has no stream
	private static String read(InputStream in) throws IOException {
		return (in != null) ? new String(in.readAllBytes(), StandardCharsets.UTF_8) : "";
	}

	private static String reasonOf(int status, String answer) {
		try {
			String detail = JSON.readTree(answer).path("detail").asString("");
			return detail.isEmpty() ? "the gateway answers " + status : detail;
		}
		catch (JacksonException ex) {
			return "the gateway answers " + status;
		}
	}

}
