package dev.akshay.portfolio.profile.media;

import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;

/**
 * How an image is turned and mirrored to stand upright, in the order in which EXIF
 * counts.
 */
enum Turn {

	NONE(false), MIRRORED(false), HALF(false), MIRRORED_HALF(false), MIRRORED_LEFT(true), RIGHT(true),
	MIRRORED_RIGHT(true), LEFT(true);

	private final boolean swaps;

	Turn(boolean swaps) {
		this.swaps = swaps;
	}

	static Turn of(int orientation) {
		return values()[orientation - 1];
	}

	/** Whether width and height change places. */
	boolean swaps() {
		return this.swaps;
	}

	/**
	 * Turns an image.
	 * @param image the image as it was stored
	 * @return the image as it is meant
	 */
	BufferedImage apply(BufferedImage image) {
		if (this == NONE) {
			return image;
		}
		int width = image.getWidth();
		int height = image.getHeight();
		var turned = new BufferedImage(this.swaps ? height : width, this.swaps ? width : height, image.getType());
		return new AffineTransformOp(transform(width, height), AffineTransformOp.TYPE_NEAREST_NEIGHBOR).filter(image,
				turned);
	}

	/** A point at x and y goes to m00 x + m01 y + m02 and m10 x + m11 y + m12. */
	private AffineTransform transform(int width, int height) {
		return switch (this) {
			case NONE -> new AffineTransform();
			case MIRRORED -> new AffineTransform(-1, 0, 0, 1, width, 0);
			case HALF -> new AffineTransform(-1, 0, 0, -1, width, height);
			case MIRRORED_HALF -> new AffineTransform(1, 0, 0, -1, 0, height);
			case MIRRORED_LEFT -> new AffineTransform(0, 1, 1, 0, 0, 0);
			case RIGHT -> new AffineTransform(0, 1, -1, 0, height, 0);
			case MIRRORED_RIGHT -> new AffineTransform(0, -1, -1, 0, height, width);
			case LEFT -> new AffineTransform(0, -1, 1, 0, 0, width);
		};
	}

}
