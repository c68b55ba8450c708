package dev.akshay.portfolio.profile.media;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

import dev.akshay.portfolio.platform.content.ImageAddress;
import dev.akshay.portfolio.profile.media.ProcessedImage.EncodedImage;

import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/**
 * Makes of a file that somebody sent an image that can be shown to everybody. Of the file
 * itself nothing is kept but its pixels. Works, and waits, on the thread that calls.
 */
@Component
class ImageProcessor {

	/** As much as a variant may take in the database. */
	private static final int LARGEST_FILE = 4 * 1024 * 1024;

	private static final String DAMAGED = "(?i).*(premature|corrupt).*";

	private final MediaSettings settings;

	ImageProcessor(MediaSettings settings) {
		this.settings = settings;
	}

	/**
	 * Makes an image of any file.
	 * @param file the file
	 * @return the image, encoded anew
	 * @throws ErrorResponseException if it is none that is taken
	 */
	ProcessedImage process(byte[] file) {
		var format = ImageFormat.of(file);
		return encode(format, decode(format, file));
	}

	/**
	 * Makes an image of a file that was written here once, if it still looks like that:
	 * it stays as it is, and so do its addresses. Of any other file it does what
	 * {@link #process} does.
	 * @param file the file
	 * @return the image
	 * @throws ErrorResponseException if it is none that is taken
	 */
	ProcessedImage restore(byte[] file) {
		var format = ImageFormat.of(file);
		var bitmap = decode(format, file);
		if (file.length > LARGEST_FILE || !bitmap.isWhole() || !OwnForm.has(format, file)) {
			return encode(format, bitmap);
		}
		var encoder = (format == ImageFormat.JPEG) ? ImageEncoder.JPEG : ImageEncoder.PNG;
		return encode(bitmap.image(), encoder, file);
	}

	/**
	 * Decodes a file that passes every test that can be made before.
	 * @param format its format
	 * @param file the file
	 * @return the image, upright and as wide as it is kept
	 */
	private Bitmap decode(ImageFormat format, byte[] file) {
		var structure = (format == ImageFormat.JPEG) ? JpegStructure.of(file) : new JpegStructure(1, false, 1);
		var reader = ImageIO.getImageReadersByFormatName(format.name()).next();
		try (var input = new ByteArrayImageInput(file)) {
			// no metadata: texts in it may be longer unpacked than any image
			reader.setInput(input, true, true);
			int width = reader.getWidth(0);
			int height = reader.getHeight(0);
			// all of it is in memory at once, and not in this heap
			int most = structure.progressive() ? this.settings.pixels() / 2 : this.settings.pixels();
			if ((long) width * height > most) {
				throw Refusal.tooManyPixels(width, height, most);
			}
			return fit(read(reader, width, height, format), Turn.of(structure.orientation()), width, height);
		}
		catch (ErrorResponseException ex) {
			throw ex;
		}
		// decoders tell in many ways that they do not understand
		catch (IOException | RuntimeException _) {
			throw Refusal.damaged(format);
		}
		finally {
			reader.dispose();
		}
	}

	private BufferedImage read(ImageReader reader, int width, int height, ImageFormat format) throws IOException {
		var damaged = new AtomicBoolean();
		reader.addIIOReadWarningListener((_, warning) -> {
			if (warning.matches(DAMAGED)) {
				damaged.set(true);
			}
		});
		var pixel = reader.getImageTypes(0).next().getSampleModel();
		var size = (double) width * height * pixel.getNumDataElements() * bytes(pixel.getDataType());
		int step = (int) Math.ceil(Math.sqrt(size / this.settings.decoded().toBytes()));
		var param = reader.getDefaultReadParam();
		param.setSourceSubsampling(step, step, 0, 0);
		var image = reader.read(0, param);
		if (damaged.get()) {
			throw Refusal.damaged(format);
		}
		return image;
	}

	private static int bytes(int dataType) {
		return DataBuffer.getDataTypeSize(dataType) / Byte.SIZE;
	}

	/**
	 * Scales to what is kept, then turns: the smaller image is the cheaper one to turn.
	 */
	private Bitmap fit(BufferedImage read, Turn turn, int width, int height) {
		int upright = turn.swaps() ? height : width;
		var share = Math.min(1, Math.min((double) this.settings.widest() / upright,
				Math.sqrt((double) this.settings.kept() / ((double) width * height))));
		int keptWidth = Math.min(read.getWidth(), pixels(width * share));
		int keptHeight = Math.min(read.getHeight(), pixels(height * share));
		var scaled = Scaling.to(read, keptWidth, keptHeight);
		return new Bitmap(turn.apply(scaled), keptWidth == width && keptHeight == height);
	}

	private static int pixels(double size) {
		return (int) Math.max(1, Math.round(size));
	}

	private ProcessedImage encode(ImageFormat format, Bitmap bitmap) {
		var image = bitmap.image();
		if (format == ImageFormat.JPEG) {
			return encode(image, ImageEncoder.JPEG, ImageEncoder.JPEG.encode(image));
		}
		var png = ImageEncoder.PNG.encode(image);
		if (!image.getColorModel().hasAlpha() && png.length > this.settings.photograph().toBytes()) {
			return encode(image, ImageEncoder.JPEG, ImageEncoder.JPEG.encode(image));
		}
		return encode(image, ImageEncoder.PNG, png);
	}

	private static ProcessedImage encode(BufferedImage widest, ImageEncoder encoder, byte[] file) {
		if (file.length > LARGEST_FILE) {
			throw Refusal.tooDetailed();
		}
		var files = new ArrayDeque<EncodedImage>();
		files.add(new EncodedImage(widest.getWidth(), file));
		var shape = ImageAddress.widest("", widest.getWidth(), widest.getHeight(), encoder.ending());
		var image = widest;
		for (var narrower : shape.upToThis().reversed()) {
			if (narrower.shown() < widest.getWidth()) {
				image = Scaling.to(image, narrower.shown(), narrower.shownHeight());
				files.addFirst(new EncodedImage(narrower.shown(), encoder.encode(image)));
			}
		}
		return ProcessedImage.of(widest.getHeight(), encoder.ending(), List.copyOf(files));
	}

	/**
	 * An image as it is kept.
	 *
	 * @param image its pixels
	 * @param isWhole whether it has all pixels of the file
	 */
	private record Bitmap(BufferedImage image, boolean isWhole) {
	}

}
