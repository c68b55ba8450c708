package dev.akshay.portfolio.website.page;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A thing in the words of <a href="https://schema.org">schema.org</a>, ready to stand in
 * a page.
 */
public final class JsonLd {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Map<String, Object> properties = new LinkedHashMap<>();

	private JsonLd(String type) {
		this.properties.put("@type", type);
	}

	public static JsonLd of(String type) {
		return new JsonLd(type);
	}

	/**
	 * Adds a property.
	 * @param name its name
	 * @param value its value; a missing one is left out
	 * @return this
	 */
	public JsonLd with(String name, @Nullable Object value) {
		if (value instanceof JsonLd nested) {
			this.properties.put(name, nested.properties);
		}
		else if (value != null) {
			this.properties.put(name, value);
		}
		return this;
	}

	/** As JSON in which nothing can end the surrounding script element. */
	@Override
	public String toString() {
		var document = new LinkedHashMap<String, Object>();
		document.put("@context", "https://schema.org");
		document.putAll(this.properties);
		return JSON.writeValueAsString(document).replace("<", "\\u003c").replace(">", "\\u003e");
	}

}
