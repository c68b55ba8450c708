package dev.akshay.portfolio.website.syndication;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A document that is written from top to bottom, with everything escaped. */
final class Xml {

	private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private final XMLStreamWriter writer;

	Xml() {
		try {
			this.writer = FACTORY.createXMLStreamWriter(this.bytes, StandardCharsets.UTF_8.name());
			this.writer.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
		}
		catch (XMLStreamException ex) {
			throw inMemory(ex);
		}
	}

	/**
	 * Lets the JDK read its settings of XML from their files, once. No event loop may
	 * wait for that.
	 */
	static void prepare() {
		var first = new Xml();
		first.empty("first");
		first.toBytes();
	}

	void open(String name, String... attributes) {
		try {
			this.writer.writeStartElement(name);
			attributes(attributes);
		}
		catch (XMLStreamException ex) {
			throw inMemory(ex);
		}
	}

	void close() {
		try {
			this.writer.writeEndElement();
		}
		catch (XMLStreamException ex) {
			throw inMemory(ex);
		}
	}

	void empty(String name, String... attributes) {
		try {
			this.writer.writeEmptyElement(name);
			attributes(attributes);
		}
		catch (XMLStreamException ex) {
			throw inMemory(ex);
		}
	}

	void element(String name, String text) {
		try {
			this.writer.writeStartElement(name);
			this.writer.writeCharacters(printable(text));
			this.writer.writeEndElement();
		}
		catch (XMLStreamException ex) {
			throw inMemory(ex);
		}
	}

	byte[] toBytes() {
		try {
			this.writer.writeEndDocument();
			this.writer.flush();
			return this.bytes.toByteArray();
		}
		catch (XMLStreamException ex) {
			throw inMemory(ex);
		}
	}

	private void attributes(String... attributes) throws XMLStreamException {
		for (int i = 0; i < attributes.length; i += 2) {
			this.writer.writeAttribute(attributes[i], attributes[i + 1]);
		}
	}

	/** XML 1.0 has no way to write most control characters, not even escaped. */
	private static String printable(String text) {
		return text.replaceAll("[\\p{Cc}&&[^\\n\\t]]", "");
	}

	private static IllegalStateException inMemory(XMLStreamException ex) {
		return new IllegalStateException("writing into memory does not fail", ex);
	}

}
