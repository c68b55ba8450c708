package dev.akshay.portfolio.profile.media;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Files that somebody might send: good ones, broken ones, and such as pretend. */
final class Pictures {

	/** What must be nowhere in what is kept. */
	static final String SECRET = "52.5200N 13.4050E at home";

	private static final byte[] PNG_SIGNATURE = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n' };

	private Pictures() {
	}

	/** Red, green, blue and white in its corners. */
	static BufferedImage corners(int width, int height, int type) {
		var image = new BufferedImage(width, height, type);
		var graphics = image.createGraphics();
		var colours = new Color[] { Color.RED, Color.GREEN, Color.BLUE, Color.WHITE };
		for (int i = 0; i < colours.length; i++) {
			graphics.setColor(colours[i]);
			graphics.fillRect((i % 2) * width / 2, (i / 2) * height / 2, width - width / 2, height - height / 2);
		}
		graphics.dispose();
		return image;
	}

	static BufferedImage corners(int width, int height) {
		return corners(width, height, BufferedImage.TYPE_INT_RGB);
	}

	/** As hard to compress as a picture can be. */
	static BufferedImage noise(int width, int height, int type) {
		var image = new BufferedImage(width, height, type);
		var random = new Random(1);
		for (int y = 0; y < height; y++) {
			for (int x = 0; x < width; x++) {
				image.setRGB(x, y, random.nextInt());
			}
		}
		return image;
	}

	static byte[] jpeg(int width, int height) {
		return encoded(corners(width, height), "jpg");
	}

	static byte[] png(int width, int height) {
		return encoded(corners(width, height), "png");
	}

	static byte[] encoded(BufferedImage image, String format) {
		var bytes = new ByteArrayOutputStream();
		try {
			if (!ImageIO.write(image, format, bytes)) {
				throw new IllegalStateException("nobody writes " + format);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	static byte[] progressiveJpeg(int width, int height) {
		var writer = ImageIO.getImageWritersByFormatName("jpg").next();
		var bytes = new ByteArrayOutputStream();
		try (var output = new MemoryCacheImageOutputStream(bytes)) {
			var param = writer.getDefaultWriteParam();
			param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
			writer.setOutput(output);
			writer.write(null, new IIOImage(corners(width, height), null, null), param);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	static BufferedImage decoded(byte[] file) {
		try {
			return ImageIO.read(new ByteArrayInputStream(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** With EXIF as a telephone writes it: how it was held, and where. */
	static byte[] withExif(byte[] jpeg, int orientation) {
		var place = SECRET.getBytes(StandardCharsets.US_ASCII);
		var tiff = ByteBuffer.allocate(64 + place.length);
		tiff.put("MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(8);
		tiff.putShort((short) 2);
		entry(tiff, 0x0112, 3, 1).putShort((short) orientation).putShort((short) 0);
		entry(tiff, 0x8825, 4, 1).putInt(38);
		tiff.putInt(0);
		// a directory of places, with the one of interest
		tiff.putShort((short) 1);
		entry(tiff, 0x001B, 2, place.length).putInt(56);
		tiff.putInt(0).position(56).put(place);
		return withSegment(jpeg, 0xE1, join("Exif\0\0".getBytes(StandardCharsets.US_ASCII), tiff.array()));
	}

	private static ByteBuffer entry(ByteBuffer tiff, int tag, int type, int count) {
		return tiff.putShort((short) tag).putShort((short) type).putInt(count);
	}

	/** With one more segment behind its start. */
	static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
		int length = data.length + 2;
		var head = new byte[] { (byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length };
		return join(Arrays.copyOf(jpeg, 2), head, data, Arrays.copyOfRange(jpeg, 2, jpeg.length));
	}

	/** Says that it is 50 000 pixels wide and high, in less than a hundred bytes. */
	static byte[] bomb() {
		return pngOf(50_000, 50_000);
	}

	static byte[] pngOf(int width, int height) {
		var header = ByteBuffer.allocate(13).putInt(width).putInt(height).put(new byte[] { 8, 6, 0, 0, 0 }).array();
		return join(PNG_SIGNATURE, chunk("IHDR", header),
				chunk("IDAT", new byte[] { 0x78, (byte) 0x9C, 3, 0, 0, 0, 0, 1 }), chunk("IEND", new byte[0]));
	}

	static byte[] chunk(String name, byte[] data) {
		var named = join(name.getBytes(StandardCharsets.US_ASCII), data);
		var sum = new CRC32();
		sum.update(named);
		return join(ByteBuffer.allocate(4).putInt(data.length).array(), named,
				ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
	}

	/** With one more chunk behind the first. */
	static byte[] withChunk(byte[] png, String name, byte[] data) {
		return join(Arrays.copyOf(png, 33), chunk(name, data), Arrays.copyOfRange(png, 33, png.length));
	}

	static byte[] html() {
		return "<!doctype html><script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
	}

	static byte[] htmlWithPngHeader() {
		return join(PNG_SIGNATURE, html());
	}

	/** A GIF to who looks at its first bytes, and a script to who runs it. */
	static byte[] gifThatIsAScript() {
		return "GIF89a=1;alert(document.domain)//;".getBytes(StandardCharsets.US_ASCII);
	}

	static byte[] svg() {
		return "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"
			.getBytes(StandardCharsets.US_ASCII);
	}

	static byte[] webp() {
		return "RIFF\0\0\0\0WEBPVP8 ".getBytes(StandardCharsets.US_ASCII);
	}

	static byte[] truncated(byte[] file) {
		return Arrays.copyOf(file, file.length / 2);
	}

	static byte[] join(byte[]... parts) {
		var joined = new ByteArrayOutputStream();
		for (var part : parts) {
			joined.writeBytes(part);
		}
		return joined.toByteArray();
	}

}
