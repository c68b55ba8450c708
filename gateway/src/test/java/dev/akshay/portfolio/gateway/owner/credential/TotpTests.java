package dev.akshay.portfolio.gateway.owner.credential;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TotpTests {

	/** Of RFC 6238, appendix B. */
	private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

	@ParameterizedTest
	@CsvSource({ "59, 287082", "1111111109, 081804", "1111111111, 050471", "1234567890, 005924", "2000000000, 279037",
			"20000000000, 353130" })
	void makesTheCodesOfTheStandard(long second, String code) {
		assertThat(Totp.step(SECRET, code, Instant.ofEpochSecond(second))).hasValue(second / 30);
	}

	@ParameterizedTest
	@CsvSource({ "-2, false", "-1, true", "0, true", "1, true", "2, false" })
	void allowsForClocksThatDifferALittle(int steps, boolean right) {
		assertThat(Totp.step(SECRET, "081804", Instant.ofEpochSecond(1111111109 + 30 * steps)).isPresent())
			.isEqualTo(right);
	}

	@ParameterizedTest
	@CsvSource({ "''", "28708", "2870822", "287 082", "abcdef" })
	void refusesWhatIsNoCode(String code) {
		assertThat(Totp.step(SECRET, code, Instant.ofEpochSecond(59))).isEmpty();
	}

	@Test
	void writesSecretsAsAppsReadThem() {
		assertThat(Totp.base32(SECRET)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
		var secret = Totp.secret();
		assertThat(Codes.bytes(Totp.base32(secret))).isEqualTo(secret);
	}

}
