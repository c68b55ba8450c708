package dev.akshay.portfolio.platform.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springdoc.webflux.api.OpenApiWebfluxResource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the OpenAPI document that a service's code generates with the one that
 * {@code docs/api} keeps. It is generated in tests only: at run time it would read
 * classes on an event loop, for a document that never changes. Every error in it is a
 * problem, and whatever is the owner's says how others are refused.
 */
public final class OpenApi {

	private static final String PATH = "/v3/api-docs";

	private static final String SECURITY = "security";

	private static final String RESPONSES = "responses";

	private static final String CONTENT = "content";

	private static final String SCHEMA = "schema";

	/** What is told of a response that the code says nothing of. */
	private static final String ANYTHING = "*/*";

	private static final String PROBLEM = "application/problem+json";

	private static final String PROBLEM_SCHEMA = "#/components/schemas/ProblemDetail";

	/** Known by the token of a request; no parameter. */
	private static final String OWNER = "dev.akshay.portfolio.platform.owner.Owner";

	private static final String OWNER_ONLY = "dev.akshay.portfolio.platform.owner.OwnerOnly";

	/** The name of the security scheme that knows scopes. */
	private static final String SCHEME = "owner";

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(SerializationFeature.INDENT_OUTPUT)
		.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
		.build();

	private OpenApi() {
	}

	/**
	 * Checks one service. With the system property {@code openapi.write=true} the kept
	 * document is written anew instead.
	 * @param context the running service
	 * @param service the service's name, which names the document
	 * @throws AssertionError if code and document differ
	 */
	public static void check(ApplicationContext context, String service) {
		var kept = Path.of("..", "docs", "api", service + ".json");
		var generated = generate(context);
		try {
			if (Boolean.getBoolean("openapi.write")) {
				Files.createDirectories(kept.getParent());
				Files.writeString(kept, generated);
			}
			assertThat(generated)
				.as("docs/api/%s.json is not what the code says; write it anew with -Dopenapi.write=true", service)
				.isEqualTo(Files.readString(kept));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String generate(ApplicationContext context) {
		SpringDocUtils.getConfig().addRequestWrapperToIgnore(ClassUtils.resolveClassName(OWNER, null));
		try {
			var bytes = context.getBean(OpenApiWebfluxResource.class)
				.openapiJson(MockServerHttpRequest.get(PATH).build(), PATH, Locale.ENGLISH)
				.block(Duration.ofMinutes(1));
			var document = (ObjectNode) JSON.readTree(Objects.requireNonNull(bytes));
			// the address of this very test
			document.remove("servers");
			addScopes(context, document);
			describeErrors(document);
			describeHeaders(document);
			assertEveryOwnerNeedsAScope(document);
			assertOthersThanTheOwnerAreRefused(document);
			assertErrorsAreProblems(document);
			assertTagsAreInQuotes(document);
			return JSON.writeValueAsString(JSON.treeToValue(document, Object.class)) + "\n";
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("the document cannot be generated", ex);
		}
	}

	/**
	 * What a token must cover stands at the handler. OpenAPI 3.1 has a place for it with
	 * every security scheme, but an annotation of an annotation cannot fill it. What the
	 * owner alone sees by a parameter at everybody's address is not this operation.
	 */
	private static void addScopes(ApplicationContext context, ObjectNode document) {
		context.getBeansOfType(RequestMappingInfoHandlerMapping.class)
			.values()
			.forEach((mapping) -> mapping.getHandlerMethods().forEach((info, handler) -> {
				var owner = AnnotatedElementUtils.getMergedAnnotationAttributes(handler.getMethod(), OWNER_ONLY);
				if (owner != null && info.getParamsCondition().isEmpty()) {
					operations(document, info).forEach((operation) -> operation.putArray(SECURITY)
						.addObject()
						.putArray(SCHEME)
						.add(words(owner.get("value"))));
				}
			}));
	}

	private static List<ObjectNode> operations(ObjectNode document, RequestMappingInfo info) {
		return info.getPatternsCondition()
			.getPatterns()
			.stream()
			.flatMap((pattern) -> info.getMethodsCondition()
				.getMethods()
				.stream()
				.map((method) -> document.path("paths")
					.path(pattern.getPatternString())
					.path(method.name().toLowerCase(Locale.ROOT))))
			.filter(ObjectNode.class::isInstance)
			.map(ObjectNode.class::cast)
			.toList();
	}

	/** A scope as it stands in a token: {@code CONTENT_WRITE} is content:write. */
	private static String words(@Nullable Object scope) {
		return String.valueOf(scope).toLowerCase(Locale.ROOT).replace('_', ':');
	}

	/**
	 * Where a handler says nothing of an error's content, the document would take what
	 * the handler returns for it.
	 */
	private static void describeErrors(ObjectNode document) {
		forEachOperation(document, (_, operation) -> forEachError(operation, (_, response) -> {
			var content = response.path(CONTENT);
			if (content.isEmpty() || content.has(ANYTHING)) {
				response.putObject(CONTENT).putObject(PROBLEM).putObject(SCHEMA).put("$ref", PROBLEM_SCHEMA);
			}
		}));
	}

	/**
	 * OpenAPI wants to know of what kind a header is, and the generator leaves it out
	 * where the annotation does. All of them are text.
	 */
	private static void describeHeaders(ObjectNode document) {
		forEachOperation(document, (_, operation) -> operation.path(RESPONSES)
			.forEach((response) -> response.path("headers").forEach((header) -> {
				if (!header.has(SCHEMA) && !header.has(CONTENT)) {
					((ObjectNode) header).putObject(SCHEMA).put("type", "string");
				}
			})));
	}

	private static void assertEveryOwnerNeedsAScope(ObjectNode document) {
		forEachOperation(document, (name, operation) -> {
			for (var requirement : operation.path(SECURITY)) {
				assertThat(requirement.has(SCHEME) && requirement.path(SCHEME).isEmpty())
					.as("%s does not say which scope a token needs", name)
					.isFalse();
			}
		});
	}

	private static void assertOthersThanTheOwnerAreRefused(ObjectNode document) {
		forEachOperation(document, (name, operation) -> {
			if (!operation.path(SECURITY).isEmpty()) {
				assertThat(operation.path(RESPONSES).propertyNames())
					.as("%s does not say how others than the owner are answered", name)
					.contains("401", "403");
			}
		});
	}

	private static void assertErrorsAreProblems(ObjectNode document) {
		forEachOperation(document, (name, operation) -> forEachError(operation, (status, response) -> {
			assertThat(response.path(CONTENT).propertyNames())
				.as("%s is no problem where it ends with %s", name, status)
				.containsExactly(PROBLEM);
			assertThat(response.path(CONTENT).path(PROBLEM).path(SCHEMA).path("$ref").asString(""))
				.as("%s does not describe the problem where it ends with %s", name, status)
				.isEqualTo(PROBLEM_SCHEMA);
		}));
	}

	/** Of a parameter's own example the generator takes the quotes away, as of JSON. */
	private static void assertTagsAreInQuotes(ObjectNode document) {
		forEachOperation(document, (name, operation) -> {
			for (var parameter : operation.path("parameters")) {
				if (parameter.path("name").asString("").equals("If-Match")) {
					assertThat(parameter.path("schema").path("example").asString(""))
						.as("%s shows no ETag as the example of its schema", name)
						.matches("\"[^\"]+\"");
				}
			}
		});
	}

	/** Operations by method and path. */
	private static void forEachOperation(ObjectNode document, BiConsumer<String, ObjectNode> work) {
		document.path("paths")
			.forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> work
				.accept(method.toUpperCase(Locale.ROOT) + ' ' + path, (ObjectNode) operation)));
	}

	/** Errors by status. */
	private static void forEachError(ObjectNode operation, BiConsumer<String, ObjectNode> work) {
		operation.path(RESPONSES).forEachEntry((status, response) -> {
			if (status.startsWith("4") || status.startsWith("5")) {
				work.accept(status, (ObjectNode) response);
			}
		});
	}

}
