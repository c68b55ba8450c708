package dev.akshay.portfolio.contact.suspicion;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import org.altcha.altcha.Altcha;
import org.altcha.altcha.Altcha.Algorithm;
import tools.jackson.databind.json.JsonMapper;

/** Challenges of any time, solved as a browser would, only sooner. */
final class SolvedChallenges {

	static final SuspicionSettings SETTINGS = new SuspicionSettings(100, Duration.ofMinutes(20), Duration.ofSeconds(3),
			Duration.ofMinutes(10), 1000);

	private final String key;

	SolvedChallenges(String key) {
		this.key = key;
	}

	/** The payload for a challenge that was handed out at some time. */
	String issuedAt(Instant time) {
		return encoded(partsIssuedAt(time));
	}

	/** The same, to be tampered with. */
	Map<String, Object> partsIssuedAt(Instant time) {
		return solved(new Challenges(SETTINGS, Clock.fixed(time, ZoneOffset.UTC)).issue(this.key));
	}

	static Map<String, Object> solved(Challenge challenge) {
		try {
			var solution = Altcha.solveChallenge(challenge.challenge(), challenge.salt(), Algorithm.SHA256,
					challenge.maxnumber(), 0);
			var parts = new LinkedHashMap<String, Object>();
			parts.put("algorithm", challenge.algorithm());
			parts.put("challenge", challenge.challenge());
			parts.put("number", solution.number);
			parts.put("salt", challenge.salt());
			parts.put("signature", challenge.signature());
			return parts;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	static String encoded(Map<String, Object> parts) {
		return encoded(JsonMapper.shared().writeValueAsString(parts));
	}

	static String encoded(String json) {
		return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
	}

}
