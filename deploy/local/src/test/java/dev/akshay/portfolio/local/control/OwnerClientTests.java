package dev.akshay.portfolio.local.control;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.akshay.portfolio.local.control.SuiteStatus.Phase;
import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.process.ProcessStatus;
import dev.akshay.portfolio.local.process.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OwnerClientTests {

	private final List<String> asked = new ArrayList<>();

	@TempDir
	private Path directory;

	private Home home;

	private HttpServer gateway;

	private OwnerClient client;

	private int status = 200;

	private String answer = "{}";

	@BeforeEach
	void start() throws IOException {
		this.home = new Home(this.directory);
		this.home.prepare();
		this.gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.gateway.createContext("/", this::answer);
		this.gateway.start();
		this.client = OwnerClient.of(suite("gateway"), this.home);
	}

	@AfterEach
	void stop() {
		this.gateway.stop(0);
	}

	private SuiteStatus suite(String name) {
		String url = "http://127.0.0.1:" + this.gateway.getAddress().getPort();
		return new SuiteStatus("http://localhost:8080", Phase.READY, 1.0, 1, true, "/home",
				List.of(new ProcessStatus(name, 1, State.READY, 1L, "http://localhost:8080", url, 1, 1, 0)));
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.asked.add("%s %s %s %s".formatted(exchange.getRequestMethod(), exchange.getRequestURI(),
					exchange.getRequestHeaders().getFirst("Authorization"),
					new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
			byte[] body = this.answer.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(this.status, (body.length == 0) ? -1 : body.length);
			if (body.length > 0) {
				exchange.getResponseBody().write(body);
			}
		}
	}

	@Test
	void showsWhatTheGatewayKnowsTheMachineBy() {
		this.answer = "{\"chosen\": true}";
		assertThat(this.client.isPasswordChosen()).isTrue();
		assertThat(this.asked)
			.containsExactly("GET /actuator/owner/password Bearer %s ".formatted(this.home.machineSecret()));
	}

	@Test
	void resetsThePassword() {
		this.status = 204;
		this.answer = "";
		this.client.resetPassword("good for one log-in");
		assertThat(this.asked).singleElement()
			.asString()
			.startsWith("POST /actuator/owner/password ")
			.endsWith("{\"password\":\"good for one log-in\"}");
	}

	@Test
	void makesListsAndRevokesTokens() {
		this.status = 201;
		this.answer = "{\"token\": \"pf_1_2\"}";
		assertThat(this.client.makeToken("ci", List.of("audit:read"), 7).path("token").asString()).isEqualTo("pf_1_2");
		this.status = 200;
		this.answer = "{\"tokens\": [{\"id\": \"1\"}]}";
		assertThat(this.client.tokens()).hasSize(1);
		this.status = 204;
		this.answer = "";
		this.client.revoke("5f0c9a1e7b24");
		assertThat(this.asked.getFirst()).contains("\"name\":\"ci\"", "\"scopes\":\"audit:read\"", "\"days\":\"7\"");
		assertThat(this.asked.getLast()).startsWith("DELETE /actuator/owner/tokens/5f0c9a1e7b24 ");
	}

	@Test
	void tellsWhyItWasRefused() {
		this.status = 400;
		this.answer = "{\"detail\": \"scopes must be some of audit:read\"}";
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> this.client.makeToken("ci", List.of("all"), 7))
			.withMessage("scopes must be some of audit:read");
		this.status = 502;
		this.answer = "what";
		assertThatExceptionOfType(Failure.class).isThrownBy(this.client::tokens).withMessageContaining("502");
	}

	@Test
	void asksForNothingThatIsNoId() {
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> this.client.revoke("../password"))
			.withMessageContaining("no token's id");
		assertThat(this.asked).isEmpty();
	}

	@Test
	void missesAGateway() {
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> OwnerClient.of(suite("website"), this.home))
			.withMessageContaining("no gateway");
	}

}
