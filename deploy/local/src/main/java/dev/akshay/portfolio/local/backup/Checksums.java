package dev.akshay.portfolio.local.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/** SHA-256 of files, as {@code sha256sum} writes them. They tell damage, not malice. */
final class Checksums {

	private Checksums() {
	}

	static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JDK has SHA-256", ex);
		}
	}

	static String of(byte[] content) {
		MessageDigest digest = digest();
		digest.update(content);
		return text(digest);
	}

	static String text(MessageDigest digest) {
		return HexFormat.of().formatHex(digest.digest());
	}

	/** A line per file, in the order of the map, which is from name to checksum. */
	static String toText(Map<String, String> checksums) {
		return checksums.entrySet()
			.stream()
			.map((entry) -> "%s  %s\n".formatted(entry.getValue(), entry.getKey()))
			.collect(Collectors.joining());
	}

}
