package dev.akshay.portfolio.platform.content;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ImageAddressTests {

	private static final String ID = "0123456789abcdef0123456789abcdef";

	@Test
	void namesAnImageInEveryWidth() {
		assertThat(ImageAddress.widest(ID, 2000, 1001, "jpg").upToThis()).extracting(ImageAddress::path)
			.containsExactly("/media/" + ID + "-2000x1001-480.jpg", "/media/" + ID + "-2000x1001-960.jpg",
					"/media/" + ID + "-2000x1001-1600.jpg", "/media/" + ID + "-2000x1001.jpg");
	}

	@Test
	void enlargesNothing() {
		assertThat(ImageAddress.widths(300)).containsExactly(300);
		assertThat(ImageAddress.widths(480)).containsExactly(480);
		assertThat(ImageAddress.widths(481)).containsExactly(480, 481);
	}

	@ParameterizedTest
	@CsvSource({ "2000, 1001, 480, 240", "2000, 1001, 2000, 1001", "2000, 3, 480, 1", "3000, 1, 480, 1" })
	void keepsTheShape(int width, int height, int shown, int shownHeight) {
		assertThat(ImageAddress.widest(ID, width, height, "png").at(shown).shownHeight()).isEqualTo(shownHeight);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1600x901.jpg", "-1600x901-480.jpg", "-1x1.png" })
	void readsWhatItWrites(String rest) {
		assertThat(ImageAddress.parse("/media/" + ID + rest)).get()
			.extracting(ImageAddress::path)
			.isEqualTo("/media/" + ID + rest);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/media/", "/media/x.jpg", "media/" + ID + "-1x1.jpg",
			"/media/" + ID + "-1600x901-481.jpg", "/media/" + ID + "-1600x901-1600.jpg",
			"/media/" + ID + "-300x200-480.jpg", "/media/" + ID + "-0x1.jpg", "/media/" + ID + "-100000x1.jpg",
			"/media/" + ID + "-1x1.svg", "/media/" + ID + "-1x1.jpg?x", "/media/" + ID + "-1x1.jpg\n",
			"https://example.org/media/" + ID + "-1x1.jpg", "/media/../media/" + ID + "-1x1.jpg" })
	void readsNothingElse(String path) {
		assertThat(ImageAddress.parse(path)).isEmpty();
	}

}
