package dev.akshay.portfolio.profile.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.akshay.portfolio.platform.content.ImageAddress;
import dev.akshay.portfolio.profile.media.ProcessedImage.EncodedImage;
import org.jspecify.annotations.Nullable;

/**
 * Images that were made before the transaction that stores them, which has no time for
 * that. They lie in a file, as together they may be more than fits into memory. Blocks,
 * so it is for threads that may wait.
 */
public final class MadeImages implements AutoCloseable {

	private final FileChannel file;

	private final Map<String, Made> bySource = new ConcurrentHashMap<>();

	private MadeImages(FileChannel file) {
		this.file = file;
	}

	/**
	 * Begins without any.
	 * @param file where they are kept: an empty file, which nobody else writes
	 * @return no images yet
	 */
	public static MadeImages in(Path file) {
		try {
			return new MadeImages(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Keeps an image that was restored. Any other has another name than its file in the
	 * archive, and is not taken.
	 * @param source the SHA-256 of the file that it was made of
	 * @param image the image
	 */
	void keep(byte[] source, ProcessedImage image) throws IOException {
		if (!Arrays.equals(source, image.hash())) {
			return;
		}
		var places = new ArrayList<Place>();
		// whoever asks for it has the widest file
		for (var narrower : image.files().subList(0, image.files().size() - 1)) {
			places.add(new Place(narrower.width(), this.file.position(), narrower.bytes().length));
			for (var bytes = ByteBuffer.wrap(narrower.bytes()); bytes.hasRemaining();) {
				this.file.write(bytes);
			}
		}
		this.bySource.put(HexFormat.of().formatHex(source), new Made(image.address(), places));
	}

	/**
	 * Gives an image back.
	 * @param source the SHA-256 of the file that it was made of
	 * @param bytes that file
	 * @return the image, {@code null} if it is not among these
	 */
	@Nullable ProcessedImage find(byte[] source, byte[] bytes) throws IOException {
		var made = this.bySource.get(HexFormat.of().formatHex(source));
		if (made == null) {
			return null;
		}
		var files = new ArrayList<EncodedImage>();
		for (var place : made.places()) {
			files.add(new EncodedImage(place.width(), read(place)));
		}
		files.add(new EncodedImage(made.address().width(), bytes));
		return new ProcessedImage(made.address(), source, files);
	}

	private byte[] read(Place place) throws IOException {
		var bytes = ByteBuffer.allocate(place.length());
		while (bytes.hasRemaining()) {
			if (this.file.read(bytes, place.position() + bytes.position()) < 0) {
				throw new EOFException();
			}
		}
		return bytes.array();
	}

	@Override
	public void close() {
		try {
			this.file.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * An image without its bytes.
	 *
	 * @param address where it is at its widest
	 * @param places where its narrower files are, narrowest first
	 */
	private record Made(ImageAddress address, List<Place> places) {
	}

	/**
	 * Where a file is.
	 *
	 * @param width how wide the image is in it, in pixels
	 * @param position where it begins
	 * @param length its size
	 */
	private record Place(int width, long position, int length) {
	}

}
