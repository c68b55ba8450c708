package dev.akshay.portfolio.contact.suspicion;

import java.util.Base64;
import java.util.Optional;

import org.altcha.altcha.Altcha;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client says the solution of a challenge is.
 *
 * @param algorithm the hash
 * @param challenge the hash of salt and number
 * @param number what was looked for
 * @param salt the beginning of what is hashed
 * @param signature the challenge's
 */
record Solution(String algorithm, String challenge, long number, String salt, String signature) {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	static boolean isOne(String text) {
		return read(text).isPresent();
	}

	/**
	 * Reads a solution.
	 * @param text JSON in base64
	 * @return the solution, or empty if it is none
	 */
	static Optional<Solution> of(String text) {
		return read(text).flatMap(Solution::of);
	}

	Altcha.Payload toPayload() {
		var payload = new Altcha.Payload();
		payload.algorithm = this.algorithm;
		payload.challenge = this.challenge;
		payload.number = this.number;
		payload.salt = this.salt;
		payload.signature = this.signature;
		return payload;
	}

	private static Optional<Solution> of(JsonNode json) {
		var number = json.path("number");
		// in this order: a number such as 1e999999999 is better not made an integer
		if (!number.isIntegralNumber() || !number.canConvertToLong()) {
			return Optional.empty();
		}
		return Optional.of(new Solution(json.path("algorithm").asString(""), json.path("challenge").asString(""),
				number.longValue(), json.path("salt").asString(""), json.path("signature").asString("")));
	}

	private static Optional<JsonNode> read(String text) {
		try {
			var json = JSON.readTree(Base64.getDecoder().decode(text));
			return (json != null && json.isObject()) ? Optional.of(json) : Optional.empty();
		}
		catch (IllegalArgumentException | JacksonException _) {
			return Optional.empty();
		}
	}

}
