package dev.akshay.portfolio.platform.web;

import java.nio.ByteBuffer;
import java.util.Base64;

import dev.akshay.portfolio.platform.hash.Sha256;

/** Strong entity tags made of bytes. */
public final class EntityTags {

	/** 128 bits of SHA-256: two versions of a page never meet by chance. */
	private static final int TAG_BYTES = 16;

	private EntityTags() {
	}

	/**
	 * The tag of a representation.
	 * @param body its bytes
	 * @return the strong tag with its quotes
	 */
	public static String of(ByteBuffer body) {
		var digest = Sha256.digest();
		digest.update(body);
		var start = new byte[TAG_BYTES];
		System.arraycopy(digest.digest(), 0, start, 0, TAG_BYTES);
		return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(start) + '"';
	}

}
