package dev.akshay.portfolio.gateway.owner.credential;

import java.util.Arrays;
import java.util.regex.Pattern;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class QrPictureTests {

	private static final int PIXELS = 4;

	private static final Pattern SIDE = Pattern.compile("viewBox=\"0 0 (\\d+) \\1\"");

	private static final Pattern RUN = Pattern.compile("M(\\d+),(\\d+)h(\\d+)v1h-\\3z");

	@ParameterizedTest
	@ValueSource(strings = { "otpauth://totp/Portfolio:owner?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Portfolio",
			"short", "<&\"'>" })
	void isReadByOthers(String text) throws ReaderException {
		assertThat(read(QrPicture.svg(text))).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<script>alert(1)</script>", "\" onload=\"alert(1)" })
	void takesNoMarkupFromWhatItSays(String text) {
		assertThat(QrPicture.svg(text)).startsWith("<svg ").doesNotContain("script", "onload", "alert");
	}

	private static String read(String svg) throws ReaderException {
		var found = SIDE.matcher(svg);
		assertThat(found.find()).isTrue();
		int side = Integer.parseInt(found.group(1)) * PIXELS;
		var pixels = new int[side * side];
		Arrays.fill(pixels, 0xFFFFFF);
		RUN.matcher(svg.substring(svg.lastIndexOf("<path")))
			.results()
			.forEach((run) -> fill(pixels, side, Integer.parseInt(run.group(1)), Integer.parseInt(run.group(2)),
					Integer.parseInt(run.group(3))));
		return new QRCodeReader()
			.decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels))))
			.getText();
	}

	private static void fill(int[] pixels, int side, int x, int y, int length) {
		for (int row = y * PIXELS; row < (y + 1) * PIXELS; row++) {
			Arrays.fill(pixels, row * side + x * PIXELS, row * side + (x + length) * PIXELS, 0);
		}
	}

}
