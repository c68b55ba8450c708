package dev.akshay.portfolio.contact.suspicion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.altcha.altcha.Altcha;
import org.altcha.altcha.Altcha.Algorithm;
import org.altcha.altcha.Altcha.ChallengeOptions;

import org.springframework.stereotype.Component;

/**
 * Makes and checks challenges. Their times stand in the salt, which the signature covers;
 * the library would measure them by a clock of its own.
 */
@Component
class Challenges {

	private static final String ISSUED = "issued";

	private static final String EXPIRES = "expires";

	private final SuspicionSettings settings;

	private final Clock clock;

	Challenges(SuspicionSettings settings, Clock clock) {
		this.settings = settings;
		this.clock = clock;
	}

	Challenge issue(String key) {
		var now = this.clock.instant();
		var options = new ChallengeOptions().setAlgorithm(Algorithm.SHA256)
			.setMaxNumber(this.settings.hardness())
			.setSecureRandomNumber(true)
			.setHmacKey(key)
			.setExpires(now.plus(this.settings.life()).getEpochSecond())
			.addParam(ISSUED, String.valueOf(now.toEpochMilli()));
		try {
			var challenge = Altcha.createChallenge(options);
			return new Challenge(challenge.algorithm, challenge.challenge, challenge.maxnumber, challenge.salt,
					challenge.signature, this.settings.life().toSeconds(), roundedUp(this.settings.haste()));
		}
		catch (Exception ex) {
			throw new IllegalStateException("every JDK has SHA-256", ex);
		}
	}

	Proof check(Solution solution, String key) {
		if (!solution.algorithm().equals(Algorithm.SHA256.getName())) {
			return new Proof.Forged();
		}
		try {
			return Altcha.verifySolution(solution.toPayload(), key, false) ? signed(solution) : new Proof.Forged();
		}
		catch (Exception _) {
			// the library reads the salt before it knows whose it is, and throws what it
			// likes
			return new Proof.Forged();
		}
	}

	/** Of a salt that is our own, for its signature was verified. */
	private Proof signed(Solution solution) throws Exception {
		var parameters = Altcha.extractParams(solution.salt());
		var issuedAt = Instant.ofEpochMilli(Long.parseLong(parameters.get(ISSUED)));
		var expiresAt = Instant.ofEpochSecond(Long.parseLong(parameters.get(EXPIRES)));
		return this.clock.instant().isBefore(expiresAt) ? new Proof.Sound(solution.challenge(), issuedAt, expiresAt)
				: new Proof.Expired();
	}

	private static long roundedUp(Duration duration) {
		return duration.plusNanos(999_999_999).toSeconds();
	}

}
