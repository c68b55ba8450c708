package dev.akshay.portfolio.local.process;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes a structured log line readable on a terminal. */
final class LogLine {

	private static final JsonMapper JSON = new JsonMapper();

	private static final int LONGEST = 1000;

	private LogLine() {
	}

	static String readable(String line) {
		String text = line.startsWith("{") ? fromJson(line) : line;
		return (text.length() <= LONGEST) ? text : text.substring(0, LONGEST) + "…";
	}

	private static String fromJson(String line) {
		try {
			JsonNode json = JSON.readTree(line);
			String error = json.at("/error/message").asString("");
			return "%s %s %s%s".formatted(json.at("/log/level").asString(""), json.at("/log/logger").asString(""),
					json.at("/message").asString(""), error.isEmpty() ? "" : ": " + error);
		}
		catch (JacksonException ex) {
			return line;
		}
	}

}
