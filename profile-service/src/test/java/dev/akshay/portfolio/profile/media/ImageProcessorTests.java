package dev.akshay.portfolio.profile.media;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import dev.akshay.portfolio.profile.media.ProcessedImage.EncodedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ImageProcessorTests {

	private static final int RED = 0;

	private static final int GREEN = 1;

	private static final int BLUE = 2;

	private final ImageProcessor processor = new ImageProcessor(settings(40_000_000, "40MB"));

	@Test
	void makesEveryWidthThatIsSmaller() {
		var image = this.processor.process(Pictures.jpeg(2000, 1001));
		assertThat(image.files()).extracting(EncodedImage::width).containsExactly(480, 960, 1600, 2000);
		assertThat(image.address().upToThis()).hasSize(4).allSatisfy((address) -> {
			var file = image.files().get(image.address().upToThis().indexOf(address));
			var decoded = Pictures.decoded(file.bytes());
			assertThat(decoded.getWidth()).isEqualTo(address.shown());
			assertThat(decoded.getHeight()).isEqualTo(address.shownHeight());
			assertCorners(decoded);
		});
	}

	@Test
	void enlargesNothing() {
		var image = this.processor.process(Pictures.jpeg(300, 200));
		assertThat(image.files()).extracting(EncodedImage::width).containsExactly(300);
	}

	@Test
	void keepsNothingWiderThanAScreen() {
		var image = this.processor.process(Pictures.png(4000, 1000));
		assertThat(image.address().width()).isEqualTo(2400);
		assertThat(image.address().height()).isEqualTo(600);
	}

	@Test
	void keepsNothingLargerThanAScreenful() {
		var image = this.processor.process(Pictures.jpeg(1500, 6000));
		assertThat(image.address().width() * image.address().height()).isBetween(4_400_000, 4_510_000);
	}

	@Test
	void whatTakesTooMuchMemoryIsReadInSteps() {
		var frugal = new ImageProcessor(settings(40_000_000, "1MB"));
		var image = frugal.process(Pictures.jpeg(2000, 1000));
		assertThat(image.address().width()).isEqualTo(667);
		assertThat(image.address().height()).isEqualTo(334);
		assertCorners(Pictures.decoded(image.files().getLast().bytes()));
	}

	@Test
	void nameIsMadeOfTheContent() {
		var file = Pictures.jpeg(600, 400);
		var address = this.processor.process(file).address();
		assertThat(this.processor.process(Pictures.withExif(file, 1)).address()).isEqualTo(address);
		assertThat(this.processor.process(Pictures.jpeg(600, 401)).address().id()).isNotEqualTo(address.id());
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void everythingStandsUpright(int orientation) {
		var upright = Pictures.corners(600, 400);
		var file = Pictures.withExif(Pictures.encoded(stored(upright, orientation), "jpg"), orientation);
		var image = this.processor.process(file);
		assertThat(image.address().width()).isEqualTo(600);
		assertThat(image.address().height()).isEqualTo(400);
		for (var variant : image.files()) {
			assertCorners(Pictures.decoded(variant.bytes()));
		}
	}

	/** By the table of EXIF: at which side of the image its first row and column are. */
	private static BufferedImage stored(BufferedImage upright, int orientation) {
		int width = upright.getWidth();
		int height = upright.getHeight();
		boolean lying = orientation > 4;
		var stored = new BufferedImage(lying ? height : width, lying ? width : height, BufferedImage.TYPE_INT_RGB);
		for (int row = 0; row < stored.getHeight(); row++) {
			for (int column = 0; column < stored.getWidth(); column++) {
				int x = switch (orientation) {
					case 1, 4 -> column;
					case 2, 3 -> width - 1 - column;
					case 5, 8 -> row;
					default -> width - 1 - row;
				};
				int y = switch (orientation) {
					case 1, 2 -> row;
					case 3, 4 -> height - 1 - row;
					case 5, 6 -> column;
					default -> height - 1 - column;
				};
				stored.setRGB(column, row, upright.getRGB(x, y));
			}
		}
		return stored;
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 9, 255, 65535 })
	void nonsenseTurnsNothing(int orientation) {
		var image = this.processor.process(Pictures.withExif(Pictures.jpeg(60, 40), orientation));
		assertCorners(Pictures.decoded(image.files().getLast().bytes()));
	}

	@Test
	void brokenExifIsNoReasonToRefuse() {
		var random = new Random(1);
		var start = "Exif\0\0MM\0*".getBytes(StandardCharsets.US_ASCII);
		for (int i = 0; i < 200; i++) {
			var rest = new byte[random.nextInt(60)];
			random.nextBytes(rest);
			var file = Pictures.withSegment(Pictures.jpeg(6, 4), 0xE1, Pictures.join(start, rest));
			assertThat(this.processor.process(file).address().width()).isIn(6, 4);
		}
	}

	static Stream<Arguments> secrets() {
		var secret = Pictures.SECRET.getBytes(StandardCharsets.US_ASCII);
		var jpeg = Pictures.jpeg(700, 500);
		var png = Pictures.png(700, 500);
		return Stream.of(arguments("GPS in EXIF", Pictures.withExif(jpeg, 1)),
				arguments("a comment", Pictures.withSegment(jpeg, 0xFE, secret)),
				arguments("a profile",
						Pictures.withSegment(jpeg, 0xE2,
								Pictures.join("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII), secret))),
				arguments("behind a JPEG", Pictures.join(jpeg, secret)),
				arguments("a page behind a PNG", Pictures.join(png, Pictures.html(), secret)),
				arguments("a text in a PNG",
						Pictures.withChunk(png, "tEXt",
								Pictures.join("Comment\0".getBytes(StandardCharsets.US_ASCII), secret))),
				arguments("EXIF in a PNG", Pictures.withChunk(png, "eXIf", secret)), arguments("a script behind a GIF",
						Pictures.join(Pictures.encoded(Pictures.corners(700, 500), "gif"), Pictures.html(), secret)));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("secrets")
	void nothingButPixelsIsKept(String where, byte[] file) {
		assertThat(new String(file, StandardCharsets.ISO_8859_1)).contains(Pictures.SECRET);
		var image = this.processor.process(file);
		for (var variant : image.files()) {
			assertThat(new String(variant.bytes(), StandardCharsets.ISO_8859_1))
				.doesNotContain(Pictures.SECRET, "script", "Exif", "ICC_PROFILE")
				.isNotEqualTo(new String(file, StandardCharsets.ISO_8859_1));
			assertCorners(Pictures.decoded(variant.bytes()));
		}
	}

	static Stream<Arguments> refused() {
		var jpeg = Pictures.jpeg(700, 500);
		var png = Pictures.png(700, 500);
		var gif = Pictures.encoded(Pictures.noise(70, 50, BufferedImage.TYPE_INT_RGB), "gif");
		return Stream.of(arguments("nothing", new byte[0], 415, "empty"),
				arguments("HTML", Pictures.html(), 415, "no image"), arguments("SVG", Pictures.svg(), 415, "SVG"),
				arguments("WebP", Pictures.webp(), 415, "WebP"),
				arguments("a bomb", Pictures.bomb(), 422, "50000 × 50000 pixels"),
				arguments("as large as numbers go", Pictures.pngOf(Integer.MAX_VALUE, Integer.MAX_VALUE), 422,
						"pixels"),
				arguments("less than nothing", Pictures.pngOf(-1, 10), 422, "damaged"),
				arguments("pixels that are not there", Pictures.pngOf(100, 100), 422, "damaged"),
				arguments("a script that is a GIF", Pictures.gifThatIsAScript(), 422, "damaged"),
				arguments("HTML with the header of a PNG", Pictures.htmlWithPngHeader(), 422, "damaged"),
				arguments("a JPEG cut off", Pictures.truncated(jpeg), 422, "damaged"),
				arguments("a JPEG without its end", Arrays.copyOf(jpeg, jpeg.length - 2), 422, "damaged"),
				arguments("a progressive JPEG cut off", Pictures.truncated(Pictures.progressiveJpeg(700, 500)), 422,
						"damaged"),
				arguments("the beginning of a JPEG", Arrays.copyOf(jpeg, 3), 422, "damaged"),
				arguments("a PNG cut off", Pictures.truncated(png), 422, "damaged"),
				arguments("a GIF cut off", Pictures.truncated(gif), 422, "damaged"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("refused")
	void saysWhyItRefuses(String what, byte[] file, int status, String why) {
		assertThatExceptionOfType(ErrorResponseException.class).isThrownBy(() -> this.processor.process(file))
			.satisfies((refusal) -> {
				assertThat(refusal.getStatusCode().value()).isEqualTo(status);
				assertThat(refusal.getBody().getDetail()).startsWith((status == 415) ? "The body is " : "body ")
					.contains(why);
				assertThat(refusal.getBody().getProperties()).containsKey("errors");
			});
	}

	@Test
	void progressiveJpegMayHaveHalfThePixels() {
		var strict = new ImageProcessor(settings(100_000, "40MB"));
		assertThat(strict.process(Pictures.progressiveJpeg(200, 200)).address().width()).isEqualTo(200);
		assertThat(strict.process(Pictures.jpeg(300, 300)).address().width()).isEqualTo(300);
		assertThatExceptionOfType(ErrorResponseException.class)
			.isThrownBy(() -> strict.process(Pictures.progressiveJpeg(300, 300)));
	}

	@Test
	void moreScansThanAnImageNeedsAreRefusedUnread() {
		var jpeg = Pictures.progressiveJpeg(700, 500);
		int scan = 0;
		for (int i = 2; i < jpeg.length; i++) {
			if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xDA) {
				scan = i;
				break;
			}
		}
		var rest = Arrays.copyOfRange(jpeg, scan, jpeg.length - 2);
		var many = Arrays.copyOf(jpeg, scan);
		for (int i = 0; i < 20; i++) {
			many = Pictures.join(many, rest);
		}
		var file = Pictures.join(many, new byte[] { (byte) 0xFF, (byte) 0xD9 });
		assertThatExceptionOfType(ErrorResponseException.class).isThrownBy(() -> this.processor.process(file))
			.withMessageContaining("damaged");
	}

	@Test
	void animationBecomesItsFirstImage() {
		var image = this.processor.process(Pictures.encoded(Pictures.corners(600, 400), "gif"));
		assertThat(image.address().ending()).isEqualTo("png");
		assertCorners(Pictures.decoded(image.files().getLast().bytes()));
	}

	@Test
	void transparencyStays() {
		var drawing = new BufferedImage(600, 400, BufferedImage.TYPE_INT_ARGB);
		drawing.setRGB(0, 0, 0xFF00FF00);
		var image = this.processor.process(Pictures.encoded(drawing, "png"));
		assertThat(image.address().ending()).isEqualTo("png");
		for (var variant : image.files()) {
			assertThat(Pictures.decoded(variant.bytes()).getRGB(100, 100) >>> 24).isZero();
		}
	}

	@Test
	void photographBecomesAJpegWhateverItCameAs() {
		var photograph = Pictures.encoded(Pictures.noise(800, 600, BufferedImage.TYPE_INT_RGB), "png");
		assertThat(photograph).hasSizeGreaterThan(1024 * 1024);
		assertThat(this.processor.process(photograph).address().ending()).isEqualTo("jpg");
	}

	@Test
	void transparencyHasItsLimit() {
		var noise = Pictures.encoded(Pictures.noise(1400, 1000, BufferedImage.TYPE_INT_ARGB), "png");
		assertThatExceptionOfType(ErrorResponseException.class).isThrownBy(() -> this.processor.process(noise))
			.withMessageContaining("transparency");
	}

	@ParameterizedTest
	@ValueSource(ints = { BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_BYTE_BINARY,
			BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_4BYTE_ABGR })
	void readsEveryKindOfPng(int type) {
		var image = this.processor.process(Pictures.encoded(Pictures.corners(600, 400, type), "png"));
		assertThat(Pictures.decoded(image.files().getLast().bytes()).getRGB(590, 390)).isEqualTo(0xFFFFFFFF);
	}

	@Test
	void whatWasMadeHereComesBackAsItIs() {
		for (var file : Map.of("jpg", Pictures.jpeg(700, 500), "png", Pictures.png(700, 500)).values()) {
			var made = this.processor.process(file);
			var kept = made.files().getLast().bytes();
			var restored = this.processor.restore(kept);
			assertThat(restored.address()).isEqualTo(made.address());
			assertThat(restored.files().getLast().bytes()).isEqualTo(kept);
			assertThat(restored.files()).extracting(EncodedImage::width).containsExactly(480, 700);
		}
	}

	@Test
	void whatOnlyLooksAsIfIsMadeAnew() {
		var jpeg = this.processor.process(Pictures.jpeg(700, 500)).files().getLast().bytes();
		var png = this.processor.process(Pictures.png(700, 500)).files().getLast().bytes();
		var secret = Pictures.SECRET.getBytes(StandardCharsets.US_ASCII);
		for (var file : new byte[][] { Pictures.join(jpeg, secret), Pictures.withExif(jpeg, 1),
				Pictures.withSegment(jpeg, 0xFE, secret), Pictures.join(png, secret),
				Pictures.withChunk(png, "tEXt", secret) }) {
			for (var variant : this.processor.restore(file).files()) {
				assertThat(new String(variant.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain(Pictures.SECRET);
			}
		}
		assertThatExceptionOfType(ErrorResponseException.class)
			.isThrownBy(() -> this.processor.restore(Pictures.truncated(jpeg)));
		assertThatExceptionOfType(ErrorResponseException.class)
			.isThrownBy(() -> this.processor.restore(Pictures.bomb()));
	}

	@Test
	void noRandomChangeGetsThrough() {
		var random = new Random(1);
		for (var format : new String[] { "jpg", "png", "gif" }) {
			var good = Pictures.encoded(Pictures.corners(60, 40), format);
			for (int i = 0; i < 300; i++) {
				var file = good.clone();
				for (int n = 0; n <= i % 4; n++) {
					file[random.nextInt(file.length)] = (byte) random.nextInt();
				}
				try {
					var image = this.processor.process(file);
					assertThat(Pictures.decoded(image.files().getLast().bytes()).getWidth())
						.isEqualTo(image.address().width());
				}
				catch (ErrorResponseException refusal) {
					assertThat(refusal.getStatusCode().is4xxClientError()).isTrue();
				}
			}
		}
	}

	private static void assertCorners(BufferedImage image) {
		int right = image.getWidth() * 3 / 4;
		int bottom = image.getHeight() * 3 / 4;
		int left = image.getWidth() / 4;
		int top = image.getHeight() / 4;
		assertThat(strongest(image, left, top)).as("top left").containsExactly(RED);
		assertThat(strongest(image, right, top)).as("top right").containsExactly(GREEN);
		assertThat(strongest(image, left, bottom)).as("bottom left").containsExactly(BLUE);
		assertThat(strongest(image, right, bottom)).as("bottom right").containsExactly(RED, GREEN, BLUE);
	}

	private static int[] strongest(BufferedImage image, int x, int y) {
		int rgb = image.getRGB(x, y);
		var channels = new int[] { rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF };
		return Stream.of(RED, GREEN, BLUE).mapToInt(Integer::intValue).filter((i) -> channels[i] > 180).toArray();
	}

	private static MediaSettings settings(int pixels, String decoded) {
		return new MediaSettings(pixels, DataSize.parse(decoded), 2400, 4_500_000, DataSize.ofMegabytes(1), 2,
				Duration.ofSeconds(30));
	}

}
