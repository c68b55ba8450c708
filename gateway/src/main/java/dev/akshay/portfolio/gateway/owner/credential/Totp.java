package dev.akshay.portfolio.gateway.owner.credential;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.akshay.portfolio.gateway.owner.Secret;

/**
 * Codes that are good for half a minute
 * (<a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>), as authenticator apps
 * make them: HMAC-SHA-1, six digits, 30 seconds.
 */
final class Totp {

	private static final String MAC = "HmacSHA1";

	private static final int SECONDS = 30;

	/** A clock may be wrong, and a person takes a moment to type. */
	private static final int TOLERANCE = 1;

	private static final int SIX_DIGITS = 1_000_000;

	private static final int SECRET_BYTES = 20;

	private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	private Totp() {
	}

	static byte[] secret() {
		return Secret.bytes(SECRET_BYTES);
	}

	/**
	 * The step whose code this is.
	 * @param secret the secret
	 * @param code what somebody typed
	 * @param now the time
	 * @return the step, empty if the code is none of this time
	 */
	static OptionalLong step(byte[] secret, String code, Instant now) {
		var step = now.getEpochSecond() / SECONDS;
		return LongStream.rangeClosed(step - TOLERANCE, step + TOLERANCE)
			.filter((each) -> Secret.same(code(secret, each), code))
			.findFirst();
	}

	static String code(byte[] secret, long step) {
		try {
			var mac = Mac.getInstance(MAC);
			mac.init(new SecretKeySpec(secret, MAC));
			var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
			// dynamic truncation (RFC 4226, 5.3)
			var number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xF) & Integer.MAX_VALUE;
			return "%06d".formatted(number % SIX_DIGITS);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("every JDK has " + MAC, ex);
		}
	}

	/**
	 * Base32 (RFC 4648, 6) without padding; the secret's bytes are a multiple of five.
	 */
	static String base32(byte[] secret) {
		var text = new StringBuilder();
		for (int at = 0; at < secret.length * Byte.SIZE; at += 5) {
			int pair = (secret[at / Byte.SIZE] & 0xFF) << Byte.SIZE;
			if (at / Byte.SIZE + 1 < secret.length) {
				pair |= secret[at / Byte.SIZE + 1] & 0xFF;
			}
			text.append(BASE32.charAt(pair >> (11 - at % Byte.SIZE) & 0x1F));
		}
		return text.toString();
	}

}
