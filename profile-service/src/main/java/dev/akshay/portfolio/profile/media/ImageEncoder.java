package dev.akshay.portfolio.profile.media;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pixels, and nothing but pixels. */
enum ImageEncoder {

	/** Baseline, in sRGB. */
	JPEG("jpg") {

		@Override
		void configure(ImageWriteParam param) {
			param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
			param.setCompressionQuality(QUALITY);
		}

	},

	PNG("png") {

		@Override
		void configure(ImageWriteParam param) {
			// lossless as it is
		}

	};

	private static final float QUALITY = 0.85F;

	private final String ending;

	ImageEncoder(String ending) {
		this.ending = ending;
	}

	/** The ending of names of such files, which is also what ImageIO calls them. */
	String ending() {
		return this.ending;
	}

	abstract void configure(ImageWriteParam param);

	/**
	 * Encodes an image.
	 * @param image the image; a JPEG shows no transparency
	 * @return a whole file
	 */
	byte[] encode(BufferedImage image) {
		var writer = ImageIO.getImageWritersByFormatName(this.ending).next();
		var bytes = new ByteArrayOutputStream();
		try (var output = new MemoryCacheImageOutputStream(bytes)) {
			var param = writer.getDefaultWriteParam();
			configure(param);
			writer.setOutput(output);
			writer.write(null, new IIOImage(image, null, null), param);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("memory is always there", ex);
		}
		finally {
			writer.dispose();
		}
		return bytes.toByteArray();
	}

}
