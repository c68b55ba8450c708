package dev.akshay.portfolio.platform.editing;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import dev.akshay.portfolio.platform.web.EntityTags;
import jakarta.validation.Validator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Documents of one kind on their way between Java and the JSON that is stored.
 *
 * @param <T> a document
 */
class Documents<T> {

	private static final String ORDER = "order";

	private final Class<T> type;

	private final boolean ordered;

	private final JsonMapper json;

	private final Validator validator;

	Documents(Class<T> type, JsonMapper json, Validator validator) {
		this.type = type;
		this.ordered = Arrays.stream(type.getRecordComponents()).anyMatch((each) -> each.getName().equals(ORDER));
		// what was stored once can be read for ever, whatever the record looks like by
		// then
		this.json = json.rebuild()
			.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
					DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
			.build();
		this.validator = validator;
	}

	/**
	 * Writes a document whose constraints are known to hold.
	 * @param document the document
	 * @return its JSON
	 * @throws InvalidInput if a text has characters that cannot be kept
	 */
	String write(T document) {
		JsonNode tree = this.json.valueToTree(document);
		var errors = new ArrayList<FieldError>();
		checkTexts("", tree, errors);
		if (!errors.isEmpty()) {
			throw InvalidInput.invalid(errors);
		}
		if (this.ordered && !tree.has(ORDER)) {
			((ObjectNode) tree).putNull(ORDER);
		}
		return this.json.writeValueAsString(tree);
	}

	T read(String document) {
		return this.json.readValue(document, this.type);
	}

	/**
	 * Checks a document that was stored some time ago: rules may have become stricter.
	 * @param document its JSON
	 * @throws InvalidInput if it breaks rules
	 */
	void check(String document) {
		var errors = this.validator.validate(read(document)).stream().map(FieldError::of).toList();
		if (!errors.isEmpty()) {
			throw InvalidInput.invalid(errors);
		}
	}

	/** Whether a document has a place in the owner's order. */
	boolean isAt(String document, int position) {
		return placeOf(document) == position;
	}

	/** Whether a document that should have a place in the owner's order names none. */
	boolean isWithoutPlace(String document) {
		return this.ordered && this.json.readTree(document).path(ORDER).isNull();
	}

	/** The place of a document in the owner's order. */
	int placeOf(String document) {
		return this.json.readTree(document).path(ORDER).asInt(0);
	}

	/** The same document at another place in the owner's order. */
	String at(String document, int position) {
		var tree = (ObjectNode) this.json.readTree(document);
		return this.json.writeValueAsString(tree.put(ORDER, position));
	}

	/** The tag that an answer with this body has. */
	String tagOf(Object page) {
		return EntityTags.of(ByteBuffer.wrap(this.json.writeValueAsBytes(page)));
	}

	List<Difference.FieldChange> differences(String before, String after) {
		return Difference.between(ordered(before), ordered(after));
	}

	/** In the order of the record, whatever the database made of it. */
	ObjectNode ordered(String document) {
		return this.json.valueToTree(read(document));
	}

	private static void checkTexts(String path, JsonNode node, List<FieldError> errors) {
		if (node.isObject()) {
			node.propertyStream()
				.forEach((property) -> checkTexts(path.isEmpty() ? property.getKey() : path + '.' + property.getKey(),
						property.getValue(), errors));
		}
		else if (node.isArray()) {
			for (int i = 0; i < node.size(); i++) {
				checkTexts("%s[%d]".formatted(path, i), node.get(i), errors);
			}
		}
		else if (node.isString() && !node.stringValue().codePoints().allMatch(Documents::isText)) {
			errors.add(new FieldError(path, "must not contain control characters or halves of characters"));
		}
	}

	private static boolean isText(int character) {
		return (!Character.isISOControl(character) || character == '\n' || character == '\r' || character == '\t')
				&& Character.getType(character) != Character.SURROGATE;
	}

}
