package dev.akshay.portfolio.gateway.owner.credential;

import java.io.ByteArrayOutputStream;
import java.time.Instant;

/** Stands in for an authenticator app. */
public final class Codes {

	private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	private Codes() {
	}

	public static String of(String secret, Instant when) {
		return Totp.code(bytes(secret), when.getEpochSecond() / 30);
	}

	static byte[] bytes(String secret) {
		var bytes = new ByteArrayOutputStream();
		int buffer = 0;
		int bits = 0;
		for (char letter : secret.toCharArray()) {
			buffer = (buffer << 5 | BASE32.indexOf(letter)) & 0xFFFF;
			bits += 5;
			if (bits >= 8) {
				bits -= 8;
				bytes.write(buffer >> bits);
			}
		}
		return bytes.toByteArray();
	}

}
