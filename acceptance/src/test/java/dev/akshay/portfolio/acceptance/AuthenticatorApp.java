package dev.akshay.portfolio.acceptance;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static org.awaitility.Awaitility.await;

/**
 * The owner's telephone, which makes codes of a secret
 * (<a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>).
 */
final class AuthenticatorApp {

	private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	private static final int SECONDS = 30;

	private final byte[] secret;

	private long last;

	/**
	 * Takes a secret in.
	 * @param base32 the secret as it is shown
	 */
	AuthenticatorApp(String base32) {
		var bits = base32.chars()
			.mapToObj((digit) -> Integer.toBinaryString(32 + BASE32.indexOf(digit)).substring(1))
			.collect(Collectors.joining());
		this.secret = new byte[bits.length() / Byte.SIZE];
		IntStream.range(0, this.secret.length)
			.forEach((at) -> this.secret[at] = (byte) Integer.parseInt(bits, at * Byte.SIZE, (at + 1) * Byte.SIZE, 2));
	}

	/**
	 * Makes a code that was not shown yet, which counts for half a minute at least. It
	 * may be one of the half minute to come, and waits for the one before that.
	 */
	String code() {
		long step = Math.max(now(), this.last + 1);
		await().atMost(Suite.LIMIT).until(() -> now() >= step - 1);
		this.last = step;
		return code(step);
	}

	private static long now() {
		return Instant.now().getEpochSecond() / SECONDS;
	}

	private String code(long step) {
		try {
			var mac = Mac.getInstance("HmacSHA1");
			mac.init(new SecretKeySpec(this.secret, "HmacSHA1"));
			var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
			var number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xF) & Integer.MAX_VALUE;
			return "%06d".formatted(number % 1_000_000);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
