package dev.akshay.portfolio.platform.editing;

import dev.akshay.portfolio.platform.content.ContentFiles;
import dev.akshay.portfolio.platform.content.Document;
import dev.akshay.portfolio.platform.content.InvalidContent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Documents as content files: YAML, or Markdown with YAML front matter.
 *
 * @param <T> a document
 */
class FileFormat<T> {

	private static final String FENCE = "---\n";

	private static final String BODY = "body";

	/** As people write it. */
	private static final YAMLMapper PLAIN = YAMLMapper.builder()
		.disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
		.enable(YAMLWriteFeature.MINIMIZE_QUOTES, YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS,
				YAMLWriteFeature.LITERAL_BLOCK_STYLE)
		.build();

	/** For the text that such a style would change. */
	private static final YAMLMapper QUOTED = YAMLMapper.builder()
		.disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
		.build();

	private final ContentKind<T> kind;

	private final Documents<T> documents;

	private final ContentFiles files;

	FileFormat(ContentKind<T> kind, Documents<T> documents, ContentFiles files) {
		this.kind = kind;
		this.documents = documents;
		this.files = files;
	}

	/**
	 * Reads a file.
	 * @param slug the document's name
	 * @param text the file
	 * @return the document
	 * @throws InvalidContent if it says something wrong
	 */
	Document<T> read(String slug, String text) {
		return this.files.parse(this.kind.file(slug), text, this.kind.type());
	}

	/**
	 * Writes a file.
	 * @param slug the document's name
	 * @param document the document as JSON
	 * @return a file that is read as this document
	 */
	String write(String slug, String document) {
		var tree = this.documents.ordered(document);
		var plain = write(PLAIN, slug, tree.deepCopy());
		return says(slug, plain, tree) ? plain : write(QUOTED, slug, tree);
	}

	private String write(YAMLMapper yaml, String slug, ObjectNode tree) {
		if (!this.kind.file(slug).endsWith(".md")) {
			return yaml.writeValueAsString(tree);
		}
		var body = tree.remove(BODY);
		return FENCE + yaml.writeValueAsString(tree) + FENCE + '\n' + ((body != null) ? body.asString() : "").strip()
				+ '\n';
	}

	private boolean says(String slug, String file, ObjectNode tree) {
		try {
			var read = this.documents.ordered(this.documents.write(read(slug, file).content()));
			return withoutEdges(read).equals(withoutEdges(tree));
		}
		catch (InvalidContent _) {
			// a draft need not be finished
			return false;
		}
	}

	private static JsonNode withoutEdges(ObjectNode tree) {
		var copy = tree.deepCopy();
		if (copy.path(BODY).isString()) {
			copy.put(BODY, copy.path(BODY).stringValue().strip().replace("\r\n", "\n"));
		}
		return copy;
	}

}
