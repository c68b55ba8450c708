package dev.akshay.portfolio.platform.outbox;

import java.util.Map;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps an event's headers in one column. */
record OutboxHeaders(JsonMapper json) {

	private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {
	};

	String write(Map<String, String> headers) {
		return this.json.writeValueAsString(headers);
	}

	Map<String, String> read(String stored) {
		return this.json.readValue(stored, HEADERS);
	}

}
