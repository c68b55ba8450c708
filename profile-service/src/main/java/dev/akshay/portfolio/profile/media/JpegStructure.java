package dev.akshay.portfolio.profile.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a JPEG says about itself before it is decoded: its markers (ITU-T T.81, annex B),
 * followed from the first to the last.
 *
 * @param scans how many scans it is made of, each of which goes over the whole image
 * @param progressive whether a decoder has to keep all of it until the last scan
 * @param orientation how it has to be turned, as EXIF counts: 1 to 8
 */
record JpegStructure(int scans, boolean progressive, int orientation) {

	/** Encoders make about ten. */
	private static final int MOST_SCANS = 64;

	private static final int FILL = 0xFF;

	private static final int START_OF_SCAN = 0xDA;

	private static final int END_OF_IMAGE = 0xD9;

	private static final int APPLICATION_1 = 0xE1;

	private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

	/**
	 * Follows the markers.
	 * @param file a file with the signature of JPEG
	 * @return what they say
	 * @throws RuntimeException if it ends before its end, or is more work than an image
	 */
	static JpegStructure of(byte[] file) {
		var walk = new Walk(file);
		while (walk.next()) {
			if (walk.scans > MOST_SCANS) {
				break;
			}
		}
		if (walk.scans == 0 || walk.scans > MOST_SCANS) {
			throw Refusal.damaged(ImageFormat.JPEG);
		}
		return new JpegStructure(walk.scans, walk.progressive, walk.orientation);
	}

	private static final class Walk {

		private final byte[] file;

		// behind the marker that starts the image
		private int at = 2;

		private int scans;

		private boolean progressive;

		private int orientation = Exif.UPRIGHT;

		Walk(byte[] file) {
			this.file = file;
		}

		/** Goes to the next marker; says whether there can be another one. */
		boolean next() {
			if (unsigned(this.at++) != FILL) {
				throw Refusal.damaged(ImageFormat.JPEG);
			}
			while (unsigned(this.at) == FILL) {
				this.at++;
			}
			int marker = unsigned(this.at++);
			if (marker == END_OF_IMAGE) {
				return false;
			}
			if (!standsAlone(marker)) {
				segment(marker);
			}
			return true;
		}

		private void segment(int marker) {
			int length = (unsigned(this.at) << Byte.SIZE) | unsigned(this.at + 1);
			int end = this.at + length;
			if (length < 2 || end > this.file.length) {
				throw Refusal.damaged(ImageFormat.JPEG);
			}
			if (marker == APPLICATION_1 && this.orientation == Exif.UPRIGHT) {
				this.orientation = orientation(this.at + 2, end);
			}
			// SOF2, SOF6, SOF10 and SOF14
			this.progressive |= marker == 0xC2 || marker == 0xC6 || marker == 0xCA || marker == 0xCE;
			this.at = end;
			if (marker == START_OF_SCAN) {
				this.scans++;
				skipScan();
			}
		}

		/** What looks like a marker within a scan is stuffed with a zero. */
		private void skipScan() {
			while (unsigned(this.at) != FILL || isPartOfScan(unsigned(this.at + 1))) {
				this.at++;
			}
		}

		private static boolean isPartOfScan(int next) {
			return next == 0 || (next >= 0xD0 && next <= 0xD7);
		}

		private static boolean standsAlone(int marker) {
			return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
		}

		private int orientation(int start, int end) {
			int tiff = start + EXIF.length;
			return (tiff < end && Arrays.equals(this.file, start, tiff, EXIF, 0, EXIF.length))
					? Exif.orientation(Arrays.copyOfRange(this.file, tiff, end)) : Exif.UPRIGHT;
		}

		private int unsigned(int index) {
			if (index >= this.file.length) {
				throw Refusal.damaged(ImageFormat.JPEG);
			}
			return this.file[index] & 0xFF;
		}

	}

}
