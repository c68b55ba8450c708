package dev.akshay.portfolio.gateway.owner.credential;

import io.nayuki.qrcodegen.QrCode;

/** Draws a text as a QR code, so that a secret is shown to no third party for it. */
final class QrPicture {

	/** The quiet zone around the code, as ISO/IEC 18004 wants it. */
	private static final int MARGIN = 4;

	private QrPicture() {
	}

	/**
	 * Draws one.
	 * @param text what it says
	 * @return a picture as SVG, black on white and of any size
	 */
	static String svg(String text) {
		var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
		var side = code.size + 2 * MARGIN;
		return """
				<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="QR code" \
				shape-rendering="crispEdges"><path fill="#fff" d="M0,0h%dv%dh-%dz"/><path fill="#000" d="%s"/></svg>"""
			.formatted(side, side, side, side, side, path(code));
	}

	private static String path(QrCode code) {
		var path = new StringBuilder();
		for (int y = 0; y < code.size; y++) {
			for (int x = 0; x < code.size; x++) {
				int start = x;
				while (code.getModule(x, y)) {
					x++;
				}
				if (x > start) {
					path.append("M%d,%dh%dv1h-%dz".formatted(start + MARGIN, y + MARGIN, x - start, x - start));
				}
			}
		}
		return path.toString();
	}

}
