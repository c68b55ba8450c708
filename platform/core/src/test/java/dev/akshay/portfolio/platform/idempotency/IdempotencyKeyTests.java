package dev.akshay.portfolio.platform.idempotency;

import dev.akshay.portfolio.platform.problem.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class IdempotencyKeyTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			"8e03978e-40d5-43e8-bc93-6894a57f9324" | 8e03978e-40d5-43e8-bc93-6894a57f9324
			8e03978e-40d5-43e8-bc93-6894a57f9324   | 8e03978e-40d5-43e8-bc93-6894a57f9324
			"a\\"b\\\\c"                           | a"b\\c
			"a,b;c=d"                              | a,b;c=d
			*                                      | *
			""")
	void readsQuotedAndBareKeys(String header, String key) {
		assertThat(keyOf(header)).isEqualTo(key);
	}

	@Test
	void readsKeysUpToTheLimit() {
		assertThat(keyOf("k".repeat(255))).hasSize(255);
		assertThat(keyOf("\"" + "\\\\".repeat(255) + "\"")).hasSize(255);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\"\"", "\"", "\"a", "a\"", "\"a b\"", "a b", "a,b", "a;b", "a\\b", "\"a\\b\"",
			"\"a\"b\"", "\"a\";q=1", "\u0000", "a\tb", "é", "\"é\"", "\u007f" })
	void refusesWhatIsNoKey(String header) {
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> keyOf(header));
	}

	@ParameterizedTest
	@ValueSource(ints = { 256, 10_000 })
	void refusesLongKeys(int length) {
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> keyOf("k".repeat(length)));
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> keyOf("\"" + "k".repeat(length) + "\""));
	}

	@Test
	void refusesSeveralKeys() {
		var headers = new HttpHeaders();
		headers.add("Idempotency-Key", "a");
		headers.add("idempotency-key", "b");
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> IdempotencyKey.of(headers));
	}

	private static String keyOf(String header) {
		var headers = new HttpHeaders();
		headers.add("Idempotency-Key", header);
		return IdempotencyKey.of(headers).value();
	}

}
