package dev.akshay.portfolio.gateway.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The one document of all services keeps the rules that a generator of clients needs. */
class ApiDocumentTests {

	private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

	private static final JsonMapper JSON = JsonMapper.shared();

	private final JsonNode document = JSON.readTree(new ApiDocument(JSON).bytes());

	@Test
	void everyOperationHasANameOfItsOwn() {
		assertThat(operations()).extracting((operation) -> operation.description().path("operationId").asString(""))
			.doesNotContain("")
			.doesNotHaveDuplicates();
	}

	@Test
	void everyOperationSaysWhatItDoesAndHowItEnds() {
		assertThat(operations()).allSatisfy((operation) -> {
			var description = operation.description();
			assertThat(description.path("summary").asString("")).as(operation.name()).isNotBlank();
			assertThat(description.path("tags")).as(operation.name()).isNotEmpty();
			assertThat(description.path("responses").propertyNames()).as(operation.name())
				.anyMatch((status) -> status.matches("[23]\\d\\d"));
			assertThat(description.path("responses")).as(operation.name())
				.allSatisfy((response) -> assertThat(response.path("description").asString("")).isNotBlank());
		});
	}

	@Test
	void everyPlaceInAPathIsDescribed() {
		assertThat(operations()).allSatisfy((operation) -> {
			var places = PLACE.matcher(operation.path())
				.results()
				.map((match) -> match.group(1))
				.collect(Collectors.toSet());
			var described = operation.description()
				.path("parameters")
				.valueStream()
				.filter((parameter) -> parameter.path("in").asString("").equals("path"))
				.map((parameter) -> parameter.path("name").asString(""))
				.collect(Collectors.toSet());
			assertThat(described).as(operation.name()).isEqualTo(places);
		});
	}

	@Test
	void everyReferenceLeadsSomewhere() {
		var references = Pattern.compile("\"\\$ref\":\"([^\"]+)\"")
			.matcher(this.document.toString())
			.results()
			.map((MatchResult match) -> match.group(1))
			.collect(Collectors.toSet());
		assertThat(references).isNotEmpty()
			.allSatisfy(
					(reference) -> assertThat(this.document.at(reference.substring(1)).isMissingNode()).as(reference)
						.isFalse());
	}

	@Test
	void everyWayToShowWhoAsksIsExplained() {
		Set<String> explained = Set.copyOf(this.document.at("/components/securitySchemes").propertyNames());
		assertThat(operations()).allSatisfy((operation) -> assertThat(operation.description().path("security"))
			.allSatisfy((way) -> assertThat(explained).as(operation.name()).containsAll(way.propertyNames())));
	}

	private List<Operation> operations() {
		List<Operation> all = new ArrayList<>();
		this.document.path("paths")
			.forEachEntry((path, methods) -> methods
				.forEachEntry((method, description) -> all.add(new Operation(method, path, description))));
		assertThat(all).hasSizeGreaterThan(20);
		return all;
	}

	private record Operation(String method, String path, JsonNode description) {

		String name() {
			return this.method + " " + this.path;
		}

	}

}
