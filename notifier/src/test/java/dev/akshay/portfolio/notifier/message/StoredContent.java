package dev.akshay.portfolio.notifier.message;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.springframework.web.util.UriComponentsBuilder;

/** What contact-service would give out. Tests may leave messages, and let it fail. */
@TestConfiguration(proxyBeanMethods = false)
class StoredContent {

	private final Map<String, Map<String, Object>> messages = new ConcurrentHashMap<>();

	private final JsonMapper json = JsonMapper.builder().build();

	private volatile boolean silent;

	void leave(String id) {
		this.messages.put(id,
				new HashMap<>(Map.of("id", id, "name", "Ada Lovelace", "email", "ada@example.org", "subject",
						"A question about the outbox", "body", "How do you keep events in order?", "receivedAt",
						"2026-11-23T10:15:30.123Z")));
	}

	void change(String id, String field, String value) {
		this.messages.get(id).put(field, value);
	}

	void delete(String id) {
		this.messages.remove(id);
	}

	void fallSilent(boolean now) {
		this.silent = now;
	}

	private byte @Nullable [] answer(String uri) {
		if (this.silent) {
			return null;
		}
		var ids = UriComponentsBuilder.fromUriString(uri).build().getQueryParams().getOrDefault("id", List.of());
		if (ids.size() > 100) {
			return null;
		}
		return this.json.writeValueAsBytes(ids.stream().map(this.messages::get).filter(Objects::nonNull).toList());
	}

	@Bean(destroyMethod = "disposeNow")
	DisposableServer contactService() {
		return HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.route((routes) -> routes.get("/internal/contact/messages", (request, response) -> {
				var answer = answer(request.uri());
				return (answer != null)
						? response.header("Content-Type", "application/json").sendByteArray(Mono.just(answer))
						: response.status(503).send();
			}))
			.bindNow();
	}

	@Bean
	DynamicPropertyRegistrar contactServiceAddress(DisposableServer contactService) {
		return (properties) -> properties.add("portfolio.services.contact-service",
				() -> "http://127.0.0.1:" + contactService.port());
	}

}
