package dev.akshay.portfolio.profile.media;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.jspecify.annotations.Nullable;

/**
 * Recognises files that our encoders could have written: they have no place where
 * anything but pixels could be. Such a file can be kept as it is, where encoding it again
 * would cost quality and give it another name.
 */
final class OwnForm {

	private static final int PNG_SIGNATURE_SIZE = 8;

	private static final int PNG_HEADER_SIZE = 13;

	private static final int PNG_TRUE_COLOUR = 2;

	private static final int PNG_TRUE_COLOUR_WITH_ALPHA = 6;

	/** Everything before the data of an image of one pixel. */
	private static final byte[] JPEG_HEADER = jpegHeader();

	private static final int JPEG_SIZE_OF_IMAGE = jpegSizeOfImage();

	private OwnForm() {
	}

	/**
	 * Looks at a file.
	 * @param format what it pretends to be
	 * @param file its bytes
	 * @return whether one of our encoders could have written it
	 */
	static boolean has(ImageFormat format, byte[] file) {
		return switch (format) {
			case JPEG -> isJpeg(file);
			case PNG -> isPng(file);
			case GIF -> false;
		};
	}

	/** The same tables, and behind them nothing but one scan to the last byte. */
	private static boolean isJpeg(byte[] file) {
		int start = JPEG_HEADER.length;
		int size = JPEG_SIZE_OF_IMAGE;
		if (file.length < start + 2 || !Arrays.equals(file, 0, size, JPEG_HEADER, 0, size)
				|| !Arrays.equals(file, size + 4, start, JPEG_HEADER, size + 4, start)) {
			return false;
		}
		int end = file.length - 2;
		for (int i = start; i < end; i++) {
			if (file[i] == (byte) 0xFF && (file[++i] != 0 || i == end)) {
				return false;
			}
		}
		return file[end] == (byte) 0xFF && file[end + 1] == (byte) 0xD9;
	}

	private static byte[] jpegHeader() {
		var file = ImageEncoder.JPEG.encode(new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR));
		int scan = find(file, 0xDA);
		return Arrays.copyOf(file, scan + 2 + ByteBuffer.wrap(file).getShort(scan + 2));
	}

	private static int jpegSizeOfImage() {
		// behind marker, length and precision
		return find(JPEG_HEADER, 0xC0) + 5;
	}

	private static int find(byte[] file, int marker) {
		for (int i = 2; i < file.length - 1; i += 2 + (ByteBuffer.wrap(file).getShort(i + 2) & 0xFFFF)) {
			if (file[i + 1] == (byte) marker) {
				return i;
			}
		}
		throw new IllegalStateException("the encoder writes no marker " + Integer.toHexString(marker));
	}

	/** A header, pixels that fill it exactly, an end. */
	private static boolean isPng(byte[] file) {
		var data = ByteBuffer.wrap(file).position(PNG_SIGNATURE_SIZE);
		var header = chunk(data, "IHDR");
		if (header == null || header.remaining() != PNG_HEADER_SIZE) {
			return false;
		}
		long width = header.getInt();
		long height = header.getInt();
		int depth = header.get();
		int colour = header.get();
		// compression, filter, interlace
		if (width <= 0 || height <= 0 || depth != 8 || header.get() != 0 || header.get() != 0 || header.get() != 0
				|| (colour != PNG_TRUE_COLOUR && colour != PNG_TRUE_COLOUR_WITH_ALPHA)) {
			return false;
		}
		int channels = (colour == PNG_TRUE_COLOUR) ? 3 : 4;
		return isFilled(data, height * (1 + width * channels)) && isEnd(data);
	}

	private static boolean isFilled(ByteBuffer data, long expected) {
		var inflater = new Inflater();
		try {
			var ignored = new byte[8192];
			for (var pixels = chunk(data, "IDAT"); pixels != null; pixels = chunk(data, "IDAT")) {
				inflater.setInput(pixels);
				while (!inflater.needsInput() && !inflater.finished()) {
					if (inflater.inflate(ignored) == 0 && !inflater.needsInput() && !inflater.finished()) {
						return false;
					}
				}
				if (pixels.hasRemaining() || inflater.getBytesWritten() > expected) {
					return false;
				}
			}
			return inflater.finished() && inflater.getBytesWritten() == expected;
		}
		catch (DataFormatException _) {
			return false;
		}
		finally {
			inflater.end();
		}
	}

	private static boolean isEnd(ByteBuffer data) {
		var end = chunk(data, "IEND");
		return end != null && !end.hasRemaining() && !data.hasRemaining();
	}

	/** The data of the next chunk if it has this name, and its checksum is right. */
	private static @Nullable ByteBuffer chunk(ByteBuffer data, String name) {
		int start = data.position();
		if (data.remaining() < 12) {
			return null;
		}
		int length = data.getInt(start);
		if (length < 0 || length > data.remaining() - 12) {
			return null;
		}
		for (int i = 0; i < name.length(); i++) {
			if (data.get(start + 4 + i) != name.charAt(i)) {
				return null;
			}
		}
		var checked = new CRC32();
		checked.update(data.slice(start + 4, 4 + length));
		if ((int) checked.getValue() != data.getInt(start + 8 + length)) {
			return null;
		}
		data.position(start + 12 + length);
		return data.slice(start + 8, length);
	}

}
