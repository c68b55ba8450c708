package dev.akshay.portfolio.platform.hash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every JDK has. */
public final class Sha256 {

	private Sha256() {
	}

	/**
	 * For what comes piece by piece.
	 * @return a digest that has read nothing yet
	 */
	public static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JDK has SHA-256", ex);
		}
	}

	/**
	 * The hash of bytes.
	 * @param content the bytes
	 * @return 32 bytes
	 */
	public static byte[] of(byte[] content) {
		return digest().digest(content);
	}

	/**
	 * The hash of bytes, to be read.
	 * @param content the bytes
	 * @return 64 small hexadecimal digits
	 */
	public static String hex(byte[] content) {
		return HexFormat.of().formatHex(of(content));
	}

	/**
	 * The hash of a text, to be read.
	 * @param text the text, of which the bytes in UTF-8 count
	 * @return 64 small hexadecimal digits
	 */
	public static String hex(String text) {
		return hex(text.getBytes(StandardCharsets.UTF_8));
	}

}
