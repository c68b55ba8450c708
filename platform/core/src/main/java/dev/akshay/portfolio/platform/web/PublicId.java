package dev.akshay.portfolio.platform.web;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Ids that everybody may know who was told, and that nobody guesses: 144 random bits, 24
 * characters that fit into a URL. Whoever shows one has been told it.
 */
public final class PublicId {

	private static final int BYTES = 18;

	private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9_-]{24}");

	private static final SecureRandom random = new SecureRandom();

	private PublicId() {
	}

	/**
	 * Makes an id that nothing has yet.
	 * @return 24 letters, digits, dashes and underscores
	 */
	public static String next() {
		var bytes = new byte[BYTES];
		random.nextBytes(bytes);
		return Base64.getUrlEncoder().encodeToString(bytes);
	}

	/**
	 * Whether a text could be an id, so that nothing need be asked about any other.
	 * @param text what somebody shows
	 * @return whether it has the form of one
	 */
	public static boolean isOne(String text) {
		return FORMAT.matcher(text).matches();
	}

}
