package dev.akshay.portfolio.platform.content;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The address of an image of ours, such as {@code /media/0b5f…-1600x901.jpg}, or
 * {@code /media/0b5f…-1600x901-480.jpg} for the same in another size. It says all that a
 * page needs to show the image: whoever renders a text need not ask whoever keeps the
 * images.
 *
 * @param id what the image is, made of its content
 * @param width how wide it is at its widest, in pixels
 * @param height how high it is then
 * @param shown how wide it is here
 * @param ending the ending of its name, {@code jpg} or {@code png}
 */
public record ImageAddress(String id, int width, int height, int shown, String ending) {

	/** Where images are. */
	public static final String FOLDER = "/media/";

	/** A phone, a tablet or a dense phone, a wide or a dense screen. */
	private static final int[] WIDTHS = { 480, 960, 1600 };

	private static final Pattern FORM = Pattern
		.compile("([0-9a-f]{32})-([1-9][0-9]{0,4})x([1-9][0-9]{0,4})(?:-([1-9][0-9]{0,4}))?\\.(jpg|png)");

	/**
	 * The address of an image at its widest.
	 * @param id what it is
	 * @param width its width in pixels
	 * @param height its height in pixels
	 * @param ending the ending of its name
	 * @return the address
	 */
	public static ImageAddress widest(String id, int width, int height, String ending) {
		return new ImageAddress(id, width, height, width, ending);
	}

	/**
	 * Reads an address.
	 * @param path a path, beginning with {@link #FOLDER}
	 * @return the address, empty if it is none of an image of ours
	 */
	public static Optional<ImageAddress> parse(String path) {
		var matcher = FORM.matcher(path).region(Math.min(FOLDER.length(), path.length()), path.length());
		if (!path.startsWith(FOLDER) || !matcher.matches()) {
			return Optional.empty();
		}
		int width = Integer.parseInt(matcher.group(2));
		int shown = (matcher.group(4) != null) ? Integer.parseInt(matcher.group(4)) : width;
		var address = new ImageAddress(matcher.group(1), width, Integer.parseInt(matcher.group(3)), shown,
				matcher.group(5));
		return address.path().equals(path) && widths(width).anyMatch((known) -> known == shown) ? Optional.of(address)
				: Optional.empty();
	}

	/**
	 * In which widths an image is there. It is never enlarged.
	 * @param width how wide it is at its widest
	 * @return the widths, narrowest first
	 */
	public static IntStream widths(int width) {
		return IntStream.concat(IntStream.of(WIDTHS).filter((narrower) -> narrower < width), IntStream.of(width));
	}

	/**
	 * The same image, as wide as here and narrower.
	 * @return the addresses, narrowest first
	 */
	public List<ImageAddress> upToThis() {
		return widths(this.width).filter((narrower) -> narrower <= this.shown).mapToObj(this::at).toList();
	}

	/**
	 * The same image in another width.
	 * @param width one of {@link #widths(int)}
	 * @return its address
	 */
	public ImageAddress at(int width) {
		return new ImageAddress(this.id, this.width, this.height, width, this.ending);
	}

	/**
	 * How high the image is here.
	 * @return the height in pixels
	 */
	public int shownHeight() {
		return (int) Math.max(1, Math.round((double) this.height * this.shown / this.width));
	}

	/**
	 * The address as it is written.
	 * @return the path
	 */
	public String path() {
		return FOLDER + file();
	}

	/**
	 * The last part of the path.
	 * @return a name for a file
	 */
	public String file() {
		var size = "%s-%dx%d".formatted(this.id, this.width, this.height);
		return ((this.shown != this.width) ? size + '-' + this.shown : size) + '.' + this.ending;
	}

}
