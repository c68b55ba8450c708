package dev.akshay.portfolio.insights.lab;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** Ids that nobody guesses: 144 random bits, 24 characters that fit into a URL. */
final class RunId {

	private static final int BYTES = 18;

	private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9_-]{24}");

	private static final SecureRandom random = new SecureRandom();

	private RunId() {
	}

	static String next() {
		var bytes = new byte[BYTES];
		random.nextBytes(bytes);
		return Base64.getUrlEncoder().encodeToString(bytes);
	}

	static boolean isOne(String text) {
		return FORMAT.matcher(text).matches();
	}

}
