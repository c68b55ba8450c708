package dev.akshay.portfolio.profile.media;

import java.awt.AlphaComposite;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Makes images smaller, and brings whatever they are made of to eight bits of sRGB. */
final class Scaling {

	private Scaling() {
	}

	/**
	 * Scales down, by halves first: what would take one pixel of nine looks at all of
	 * them.
	 * @param image the image
	 * @param width the new width
	 * @param height the new height
	 * @return the image, with transparency only if some of it can be seen through
	 */
	static BufferedImage to(BufferedImage image, int width, int height) {
		var scaled = image;
		while (scaled.getWidth() >= 2 * width && scaled.getHeight() >= 2 * height) {
			scaled = draw(scaled, Math.max(width, scaled.getWidth() / 2), Math.max(height, scaled.getHeight() / 2),
					scaled.getColorModel().hasAlpha());
		}
		if (!isPlain(scaled) || scaled.getWidth() != width || scaled.getHeight() != height) {
			scaled = draw(scaled, width, height, scaled.getColorModel().hasAlpha());
		}
		return (scaled.getColorModel().hasAlpha() && isOpaque(scaled)) ? draw(scaled, width, height, false) : scaled;
	}

	private static boolean isPlain(BufferedImage image) {
		return image.getType() == BufferedImage.TYPE_3BYTE_BGR || image.getType() == BufferedImage.TYPE_4BYTE_ABGR;
	}

	private static BufferedImage draw(BufferedImage image, int width, int height, boolean alpha) {
		var target = new BufferedImage(width, height,
				alpha ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR);
		var graphics = target.createGraphics();
		try {
			graphics.setComposite(AlphaComposite.Src);
			graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
			graphics.drawImage(image, 0, 0, width, height, null);
		}
		finally {
			graphics.dispose();
		}
		return target;
	}

	private static boolean isOpaque(BufferedImage image) {
		var row = new int[image.getWidth()];
		for (int y = 0; y < image.getHeight(); y++) {
			for (int alpha : image.getAlphaRaster().getSamples(0, y, image.getWidth(), 1, 0, row)) {
				if (alpha != 0xFF) {
					return false;
				}
			}
		}
		return true;
	}

}
