package dev.akshay.portfolio.profile.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

import org.springframework.web.ErrorResponseException;

/** The formats that are read, told apart by their first bytes. */
enum ImageFormat {

	JPEG("\u00FF\u00D8\u00FF"), PNG("\u0089PNG\r\n\u001A\n"), GIF("GIF8");

	private static final int LOOKED_AT = 512;

	/** Bytes as the characters of ISO 8859-1. */
	private final String signature;

	ImageFormat(String signature) {
		this.signature = signature;
	}

	/**
	 * Finds out what a file pretends to be.
	 * @param file its bytes
	 * @return the format whose signature it begins with
	 * @throws ErrorResponseException if it begins with none, naming what it seems to be
	 */
	static ImageFormat of(byte[] file) {
		var start = new String(file, 0, Math.min(file.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
		return Arrays.stream(values())
			.filter((format) -> start.startsWith(format.signature))
			.findFirst()
			.orElseThrow(() -> Refusal.unsupported(guess(start.toLowerCase(Locale.ROOT))));
	}

	/** For a person who wonders, and for nothing else. */
	private static String guess(String start) {
		if (start.isEmpty()) {
			return "empty";
		}
		if (start.contains("<svg")) {
			return "SVG, which can carry scripts";
		}
		if (start.startsWith("riff") && start.startsWith("webp", 8)) {
			return "WebP";
		}
		if (start.startsWith("ftyp", 4)) {
			return "AVIF, HEIC or a film";
		}
		return "no image that is known here";
	}

}
