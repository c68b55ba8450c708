package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * Something that a service can be asked for.
 *
 * @param service the service
 * @param method the method
 * @param address the address, in which braces stand for names
 * @param mediaType what a body is, or nothing where there is none
 * @param documentedScope what a token must cover by its document, nothing if it is for
 * everybody
 */
record Operation(String service, String method, String address, String mediaType, String documentedScope) {

	private static final Path DOCUMENTS = Path.of("..", "docs", "api");

	/** Of what else an address has for the owner, documents tell in words alone. */
	static final String IN_WORDS = "content:read";

	private static final Set<String> SAFE = Set.of("GET", "HEAD");

	/** Nothing has these names, so that nothing changes even where somebody may do it. */
	private static final Map<String, String> NAMES = Map.of("{id}", "00000000-0000-4000-8000-000000000000", "{number}",
			"999999", "{other}", "999998", "{receipt}", "A".repeat(22));

	/**
	 * All that the services offer, by their documents, which their own tests hold against
	 * their code. The gateway's are tried where it is tested.
	 */
	static Stream<Operation> all() {
		try (var files = Files.list(DOCUMENTS)) {
			return files.filter((file) -> file.toString().endsWith(".json"))
				.filter((file) -> !file.endsWith("gateway.json"))
				.sorted()
				.toList()
				.stream()
				.flatMap(Operation::of);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<Operation> of(Path document) {
		try {
			var service = document.getFileName().toString().replace(".json", "");
			return Suite.JSON.readTree(Files.readString(document))
				.path("paths")
				.propertyStream()
				.flatMap((path) -> path.getValue()
					.propertyStream()
					.flatMap((operation) -> of(service, operation.getKey(), path.getKey(), operation.getValue())));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** One, and what else the owner may ask the same address for. */
	private static Stream<Operation> of(String service, String method, String path, JsonNode operation) {
		var described = new Operation(service, method.toUpperCase(Locale.ROOT), path,
				operation.path("requestBody").path("content").propertyNames().stream().findFirst().orElse(""),
				operation.path("security")
					.valueStream()
					.flatMap((scheme) -> scheme.path("owner").valueStream())
					.map(JsonNode::asString)
					.collect(Collectors.joining(" ")));
		var views = operation.path("parameters")
			.valueStream()
			.filter((parameter) -> "view".equals(parameter.path("name").asString()))
			.flatMap((parameter) -> parameter.path("schema").path("enum").valueStream())
			.map((view) -> new Operation(service, described.method, path + "?view=" + view.asString(), "", IN_WORDS));
		return Stream.concat(Stream.of(described), views);
	}

	boolean isSafe() {
		return SAFE.contains(this.method);
	}

	/** Where it is, with names that nothing has. */
	String path() {
		var path = this.address;
		for (var name : NAMES.entrySet()) {
			path = path.replace(name.getKey(), name.getValue());
		}
		return path.replaceAll("\\{[^}]+}", "nobody-has-this-name");
	}

	/** Asks for it, with nothing that would let it change something. */
	HttpRequest.Builder request(Suite suite, String base, List<String> headers) {
		var request = suite.request(base + path());
		if (!headers.isEmpty()) {
			request.headers(headers.toArray(String[]::new));
		}
		if (this.mediaType.isEmpty()) {
			return request.method(this.method, BodyPublishers.noBody());
		}
		return request.header("Content-Type", this.mediaType.replace('*', 'x'))
			.method(this.method, BodyPublishers.ofString("{}"));
	}

	@Override
	public String toString() {
		return "%s %s".formatted(this.method, this.address);
	}

}
