package dev.akshay.portfolio.kubernetes.kustomize;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.akshay.portfolio.kubernetes.manifest.Manifest;

/** What Kustomize puts behind the name of a ConfigMap that it made. */
final class NameHash {

	private static final int LENGTH = 10;

	private NameHash() {
	}

	static String of(Manifest configMap) {
		String data = new TreeMap<>(configMap.map("data")).entrySet()
			.stream()
			.map((entry) -> json(entry.getKey()) + ":" + json(entry.getValue().toString()))
			.collect(Collectors.joining(",", "{", "}"));
		// Kustomize means to write the name, too, and does not find it
		String written = "{\"data\":%s,\"kind\":\"ConfigMap\",\"name\":\"\"}".formatted(data);
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(written.getBytes(StandardCharsets.UTF_8));
			return withoutWords(HexFormat.of().formatHex(digest).substring(0, LENGTH));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JDK has SHA-256", ex);
		}
	}

	/**
	 * Nothing that could be read as a word, as vowels and what looks like them are gone.
	 */
	private static String withoutWords(String hex) {
		Map<Character, Character> other = Map.of('0', 'g', '1', 'h', '3', 'k', 'a', 'm', 'e', 't');
		return hex.chars()
			.mapToObj((character) -> other.getOrDefault((char) character, (char) character).toString())
			.collect(Collectors.joining());
	}

	/** As Go writes it, which is careful with what HTML could take for its own. */
	private static String json(String text) {
		StringBuilder json = new StringBuilder("\"");
		for (char character : text.toCharArray()) {
			switch (character) {
				case '"' -> json.append("\\\"");
				case '\\' -> json.append("\\\\");
				case '\n' -> json.append("\\n");
				case '\r' -> json.append("\\r");
				case '\t' -> json.append("\\t");
				case '<', '>', '&', '\u2028', '\u2029' -> json.append("\\u%04x".formatted((int) character));
				default -> json.append((character < ' ') ? "\\u%04x".formatted((int) character) : character);
			}
		}
		return json.append('"').toString();
	}

}
