package dev.akshay.portfolio.gateway.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The <a href="https://spec.openapis.org/oas/v3.1.0">OpenAPI 3.1</a> documents of all
 * services in one. They are the ones that {@code docs/api} keeps, put into the gateway
 * when it is built.
 */
@Component
class ApiDocument {

	private static final List<String> SERVICES = List.of("profile-service", "projects-service", "insights-service",
			"contact-service", "observatory", "gateway");

	private final JsonMapper json;

	private final byte[] bytes;

	ApiDocument(JsonMapper json) {
		this.json = json;
		this.bytes = json.writeValueAsBytes(joined(SERVICES.stream().map(this::read).toList()));
	}

	byte[] bytes() {
		return this.bytes;
	}

	private JsonNode read(String service) {
		try (var document = new ClassPathResource("api/%s.json".formatted(service)).getInputStream()) {
			return named(service, this.json.readTree(document));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Operations are called after methods, of which several services have the same. */
	private static JsonNode named(String service, JsonNode document) {
		for (var path : document.path("paths")) {
			for (var operation : path) {
				if (operation instanceof ObjectNode known && known.has("operationId")) {
					known.put("operationId", service + '-' + known.path("operationId").asString(""));
				}
			}
		}
		return document;
	}

	private ObjectNode joined(List<JsonNode> documents) {
		var whole = this.json.createObjectNode().put("openapi", "3.1.0");
		whole.putObject("info")
			.put("title", "Portfolio")
			.put("version", "1")
			.put("description", "Everything behind the gateway, as each service describes itself.");
		var tags = whole.putArray("tags");
		var paths = whole.putObject("paths");
		var components = whole.putObject("components");
		var schemas = components.putObject("schemas");
		var security = components.putObject("securitySchemes");
		for (var document : documents) {
			document.path("tags").forEach(tags::add);
			join(document.path("paths"), paths);
			join(document.path("components").path("schemas"), schemas);
			join(document.path("components").path("securitySchemes"), security);
		}
		return whole;
	}

	/** Two services may share a name only if they mean the same by it. */
	private static void join(JsonNode part, ObjectNode whole) {
		part.forEachEntry((name, value) -> {
			var known = whole.get(name);
			if (known != null && !known.equals(value)) {
				throw new IllegalStateException("two services describe %s differently".formatted(name));
			}
			whole.set(name, value);
		});
	}

}
