package dev.akshay.portfolio.platform.hash;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class Sha256Tests {

	/** From FIPS 180-2, appendix B.1. */
	private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

	@Test
	void saysWhatTheStandardSays() {
		var abc = "abc".getBytes(StandardCharsets.US_ASCII);
		assertThat(Sha256.hex("abc")).isEqualTo(OF_ABC);
		assertThat(Sha256.hex(abc)).isEqualTo(OF_ABC);
		assertThat(Sha256.of(abc)).isEqualTo(HexFormat.of().parseHex(OF_ABC));
	}

	@Test
	void readsPieceByPiece() {
		var digest = Sha256.digest();
		digest.update((byte) 'a');
		digest.update(new byte[] { 'b', 'c' });
		assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(OF_ABC);
	}

	@Test
	void readsTextsAsUtf8() {
		assertThat(Sha256.hex("é")).isEqualTo(Sha256.hex(new byte[] { (byte) 0xc3, (byte) 0xa9 }));
	}

}
