package dev.akshay.portfolio.profile.media;

import java.util.HexFormat;
import java.util.List;

import dev.akshay.portfolio.platform.content.ImageAddress;
import dev.akshay.portfolio.platform.hash.Sha256;

/**
 * An image as it is kept.
 *
 * @param address where it is at its widest
 * @param hash the SHA-256 of its widest file
 * @param files it in all its widths, narrowest first
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record ProcessedImage(ImageAddress address, byte[] hash, List<EncodedImage> files) {

	/** 128 bits: two images never meet by chance. */
	private static final int ID_BYTES = 16;

	/**
	 * Names an image by its content.
	 * @param height its height at its widest
	 * @param ending the ending of its name
	 * @param files it in all its widths, narrowest first
	 */
	static ProcessedImage of(int height, String ending, List<EncodedImage> files) {
		var widest = files.getLast();
		var hash = Sha256.of(widest.bytes());
		var id = HexFormat.of().formatHex(hash, 0, ID_BYTES);
		return new ProcessedImage(ImageAddress.widest(id, widest.width(), height, ending), hash, files);
	}

	/**
	 * An image in one width.
	 *
	 * @param width in pixels
	 * @param bytes the file
	 */
	@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
	record EncodedImage(int width, byte[] bytes) {
	}

}
