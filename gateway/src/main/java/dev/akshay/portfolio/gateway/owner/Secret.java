package dev.akshay.portfolio.gateway.owner;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

import dev.akshay.portfolio.platform.hash.Sha256;

/** What nobody can guess: 256 random bits, of which only a fingerprint is kept. */
public final class Secret {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final int BYTES = 32;

	private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

	private Secret() {
	}

	/**
	 * A new one.
	 * @return 43 characters of base64url
	 */
	public static String random() {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(BYTES));
	}

	/**
	 * Random bytes.
	 * @param count how many
	 * @return so many
	 */
	public static byte[] bytes(int count) {
		var bytes = new byte[count];
		RANDOM.nextBytes(bytes);
		return bytes;
	}

	/**
	 * Whether something may be one.
	 * @param text what somebody sent
	 * @return whether it has the form of a secret
	 */
	public static boolean hasForm(String text) {
		return FORM.matcher(text).matches();
	}

	/**
	 * What is kept of a secret.
	 * @param secret the secret
	 * @return its SHA-256 in hexadecimal digits
	 */
	public static String fingerprint(String secret) {
		return Sha256.hex(secret);
	}

	/**
	 * Compares in a time that says nothing.
	 * @param one a text
	 * @param other another
	 * @return whether they are the same
	 */
	public static boolean same(String one, String other) {
		return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
	}

}
