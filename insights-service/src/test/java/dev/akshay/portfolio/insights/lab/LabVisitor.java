package dev.akshay.portfolio.insights.lab;

import java.time.Duration;
import java.util.Objects;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Starts runs over HTTP and looks at them. */
@TestComponent
public class LabVisitor {

	/** Longer than anything takes here. */
	public static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT = new ParameterizedTypeReference<>() {
	};

	private final ObjectProvider<WebTestClient> http;

	LabVisitor(ObjectProvider<WebTestClient> http) {
		this.http = http;
	}

	/** Starts a run, and gives its address. */
	public String start(String lab, String choice) {
		var started = post(lab, choice);
		assertThat(started.getStatus().value()).isEqualTo(202);
		assertThat(started.getResponseHeaders().getCacheControl()).isEqualTo("no-store");
		var location = Objects.requireNonNull(started.getResponseHeaders().getLocation()).toString();
		assertThat(location).isEqualTo("/api/labs/" + lab + "/runs/" + body(started).path("run").asString());
		return location;
	}

	EntityExchangeResult<byte[]> post(String lab, String choice) {
		return this.http.getObject()
			.post()
			.uri("/api/labs/" + lab + "/runs")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(choice)
			.exchange()
			.expectBody()
			.returnResult();
	}

	/** The run as it is now. */
	public JsonNode look(String location) {
		return body(
				this.http.getObject().get().uri(location).exchange().expectStatus().isOk().expectBody().returnResult());
	}

	EntityExchangeResult<byte[]> get(String location) {
		return this.http.getObject().get().uri(location).exchange().expectBody().returnResult();
	}

	/** The run once it is in a state. */
	public JsonNode await(String location, String state) {
		return Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> look(location), (run) -> run.path("state").asString().equals(state));
	}

	FluxExchangeResult<ServerSentEvent<String>> follow(String location, @Nullable String lastEventId) {
		return this.http.getObject().get().uri(location).accept(MediaType.TEXT_EVENT_STREAM).headers((headers) -> {
			if (lastEventId != null) {
				headers.set("Last-Event-ID", lastEventId);
			}
		}).exchange().returnResult(EVENT);
	}

	static JsonNode body(EntityExchangeResult<byte[]> result) {
		return JsonMapper.shared().readTree(Objects.requireNonNull(result.getResponseBody()));
	}

}
