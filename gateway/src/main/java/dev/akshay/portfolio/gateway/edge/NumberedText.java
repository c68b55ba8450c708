package dev.akshay.portfolio.gateway.edge;

import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * Header values that differ in one number only, and come again with every second: those
 * with a small number are made once, as bytes.
 */
final class NumberedText {

	private final String before;

	/** Who comes first makes one, and if two do, both are the same. */
	private final @Nullable AsciiString[] made;

	/**
	 * Texts without any number yet.
	 * @param before what stands before the number
	 * @param kept from zero on, how many are kept
	 */
	NumberedText(String before, int kept) {
		this.before = before;
		this.made = new AsciiString[kept];
	}

	/**
	 * The text with a number.
	 * @param number the number
	 * @return the text
	 */
	AsciiString with(long number) {
		if (number < 0 || number >= this.made.length) {
			return text(number);
		}
		var known = this.made[(int) number];
		if (known == null) {
			known = text(number);
			this.made[(int) number] = known;
		}
		return known;
	}

	private AsciiString text(long number) {
		return new AsciiString(this.before + number);
	}

}
