package dev.akshay.portfolio.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Descriptions of events and of HTTP are what the standards call so, by the schemas of
 * those who define them.
 */
class DescriptionsTests {

	private static final Path SCHEMAS = Path.of("src", "test", "resources", "schemas");

	private static final Path EVENTS = Repository.ROOT.resolve("docs/events");

	private static final Path CONTACT = Repository.ROOT.resolve("docs/api/contact-service.json");

	private static final JsonMapper JSON = new JsonMapper();

	private static final SchemaRegistry DRAFT_2020 = SchemaRegistry
		.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

	private static final Schema ASYNC_API = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
		.getSchema(Repository.read(SCHEMAS.resolve("asyncapi-3.0.0.json")), InputFormat.JSON);

	private static final Schema OPEN_API = DRAFT_2020.getSchema(Repository.read(SCHEMAS.resolve("openapi-3.1.json")),
			InputFormat.JSON);

	private static final Schema JSON_SCHEMA = DRAFT_2020
		.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

	@Test
	void eventsAreDescribedAsAsyncApiSays() {
		assertThat(faults(ASYNC_API, asyncApi())).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("openApi")
	void servicesAreDescribedAsOpenApiSays(Path file) {
		ObjectNode document = json(file);
		assertThat(document.path("openapi").asString("")).startsWith("3.1.");
		assertThat(faults(OPEN_API, document)).isEmpty();
		// which leaves open what a schema is
		assertThat(document.path("components").path("schemas")).isNotEmpty()
			.allSatisfy((schema) -> assertThat(faults(JSON_SCHEMA, schema)).isEmpty());
	}

	@ParameterizedTest
	@MethodSource("events")
	void everyTypeIsDescribedByASchema(Path file) {
		assertThat(faults(JSON_SCHEMA, json(file))).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void mistakesAreFound(Mistake mistake) {
		ObjectNode events = asyncApi();
		mistake.events.accept(events);
		assertThat(faults(ASYNC_API, events)).isNotEmpty();
		ObjectNode service = json(CONTACT);
		mistake.service.accept(service);
		assertThat(faults(OPEN_API, service)).isNotEmpty();
	}

	private static List<Path> openApi() {
		List<Path> files = Repository.files((file) -> file.getParent().equals(CONTACT.getParent()));
		assertThat(files).contains(CONTACT).hasSizeGreaterThanOrEqualTo(6);
		return files;
	}

	private static List<Path> events() {
		List<Path> files = Repository
			.files((file) -> file.getParent().equals(EVENTS) && file.toString().endsWith(".schema.json"));
		assertThat(files).hasSizeGreaterThanOrEqualTo(8);
		return files;
	}

	private static ObjectNode asyncApi() {
		return JSON.valueToTree(Repository.yaml(EVENTS.resolve("asyncapi.yaml")));
	}

	private static ObjectNode json(Path file) {
		return (ObjectNode) JSON.readTree(Repository.read(file));
	}

	private static List<String> faults(Schema schema, JsonNode document) {
		List<String> faults = new ArrayList<>();
		schema.validate(document).forEach((fault) -> faults.add(fault.toString()));
		return faults;
	}

	private static ObjectNode first(JsonNode nodes) {
		return (ObjectNode) nodes.values().iterator().next();
	}

	/** One in each of them. */
	enum Mistake {

		NO_TITLE((events) -> ((ObjectNode) events.path("info")).remove("title"),
				(service) -> ((ObjectNode) service.path("info")).remove("title")),
		UNKNOWN_FIELD((events) -> first(events.path("channels")).put("adress", "portfolio.some"),
				(service) -> first(first(service.path("paths"))).put("sumary", "Some")),
		VALUE_OF_ANOTHER_KIND((events) -> first(events.path("operations")).put("action",
				"publish"), (service) -> first(service.path("paths")).put("get", "nothing")),
		NOT_SAID_OF_WHAT_KIND((events) -> first(events.path("operations")).remove("channel"),
				(service) -> ((ObjectNode) service
					.at("/paths/~1api~1contact~1messages/post/responses/202/headers/Location")).remove("schema"));

		private final Consumer<ObjectNode> events;

		private final Consumer<ObjectNode> service;

		Mistake(Consumer<ObjectNode> events, Consumer<ObjectNode> service) {
			this.events = events;
			this.service = service;
		}

	}

}
