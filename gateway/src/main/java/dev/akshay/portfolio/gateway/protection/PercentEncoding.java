package dev.akshay.portfolio.gateway.protection;

import java.util.HexFormat;

/**
 * Percent-encoding in the one form that equal URIs share
 * (<a href="https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2">RFC 3986, 6.2.2</a>):
 * what need not be encoded is not, and digits are capitals.
 */
public final class PercentEncoding {

	/** How many characters an encoded octet has. */
	public static final int LENGTH = 3;

	private static final HexFormat HEX = HexFormat.of().withUpperCase();

	private static final String MARKS = "-._~";

	private PercentEncoding() {
	}

	/**
	 * Whether there is an encoded octet.
	 * @param text the text
	 * @param at where it begins, with a percent sign
	 * @return whether two hexadecimal digits follow
	 */
	public static boolean isAt(String text, int at) {
		return at + 2 < text.length() && HexFormat.isHexDigit(text.charAt(at + 1))
				&& HexFormat.isHexDigit(text.charAt(at + 2));
	}

	/**
	 * Whether an encoded octet is in the one form.
	 * @param text the text
	 * @param at where the octet is
	 * @return whether {@link #append} would repeat it as it is
	 */
	public static boolean isNormal(String text, int at) {
		return !isLowerCase(text.charAt(at + 1)) && !isLowerCase(text.charAt(at + 2)) && !isUnreserved(octet(text, at));
	}

	/**
	 * Adds an encoded octet in the one form.
	 * @param target where it is added
	 * @param text where it is read
	 * @param at where it is there
	 */
	public static void append(StringBuilder target, String text, int at) {
		int octet = octet(text, at);
		if (isUnreserved(octet)) {
			target.append((char) octet);
		}
		else {
			target.append('%').append(HEX.toHexDigits((byte) octet));
		}
	}

	private static int octet(String text, int at) {
		return HexFormat.fromHexDigits(text, at + 1, at + LENGTH);
	}

	private static boolean isLowerCase(char letter) {
		return letter >= 'a' && letter <= 'z';
	}

	private static boolean isUnreserved(int octet) {
		return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z') || (octet >= '0' && octet <= '9')
				|| MARKS.indexOf(octet) >= 0;
	}

}
