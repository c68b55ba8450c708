package dev.akshay.portfolio.platform.editing;

import java.util.List;

import dev.akshay.portfolio.platform.hash.Sha256;
import dev.akshay.portfolio.platform.precondition.ChangedMeanwhile;

import org.springframework.http.ResponseEntity;

/**
 * The order into which the owner put all documents of one kind.
 *
 * @param slugs their names, the first one first
 */
record OwnersOrder(List<String> slugs) {

	/** A tag as it is given out, for those who sent none. */
	static final String EXAMPLE = "\"o3f2a9c0d1b4e5f60718293a4b5c6d7e8\"";

	/** 128 bits of SHA-256: two orders never meet by chance. */
	private static final int TAG_DIGITS = 32;

	/**
	 * The version that a change of the order has to name in {@code If-Match}. What the
	 * documents say is no part of it.
	 * @return a strong entity tag
	 */
	String tag() {
		return "\"o" + Sha256.hex(String.join("\n", this.slugs)).substring(0, TAG_DIGITS) + '"';
	}

	/**
	 * Answers with this.
	 * @return a 200 with its entity tag
	 */
	ResponseEntity<List<String>> response() {
		return ResponseEntity.ok().eTag(tag()).body(this.slugs);
	}

	/**
	 * Refuses a change that was made from another order.
	 * @return the refusal (412), with this as {@code current}
	 */
	ChangedMeanwhile changedMeanwhile() {
		return new ChangedMeanwhile(
				"The order was changed meanwhile. Look at it as it is now, and send yours with If-Match: %s."
					.formatted(tag()),
				this.slugs, tag());
	}

}
