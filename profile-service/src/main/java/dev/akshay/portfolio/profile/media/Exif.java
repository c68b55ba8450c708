package dev.akshay.portfolio.profile.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one thing that is read of EXIF (CIPA DC-008) before all of it is left out. */
final class Exif {

	/** As most images are. */
	static final int UPRIGHT = 1;

	private static final int MOST = 8;

	private static final int ORIENTATION = 0x0112;

	private static final int SHORT = 3;

	private static final int ENTRY_SIZE = 12;

	private static final int HEADER_SIZE = 8;

	private Exif() {
	}

	/**
	 * Reads how an image has to be turned.
	 * @param tiff the TIFF structure that EXIF is
	 * @return 1 to 8; 1 if it does not say, or says nonsense
	 */
	static int orientation(byte[] tiff) {
		if (tiff.length < HEADER_SIZE) {
			return UPRIGHT;
		}
		var data = ByteBuffer.wrap(tiff).order((tiff[0] == 'I') ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
		int directory = data.getInt(4);
		if (directory < HEADER_SIZE || directory > tiff.length - 2) {
			return UPRIGHT;
		}
		int entries = data.getShort(directory) & 0xFFFF;
		for (int i = 0; i < entries; i++) {
			int entry = directory + 2 + i * ENTRY_SIZE;
			if (entry > tiff.length - ENTRY_SIZE) {
				break;
			}
			if ((data.getShort(entry) & 0xFFFF) == ORIENTATION && data.getShort(entry + 2) == SHORT) {
				int value = data.getShort(entry + HEADER_SIZE) & 0xFFFF;
				return (value >= UPRIGHT && value <= MOST) ? value : UPRIGHT;
			}
		}
		return UPRIGHT;
	}

}
