package dev.akshay.portfolio.gateway.owner.credential;

import java.time.Instant;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * What the owner is known by.
 *
 * @param hash the password's Argon2id hash
 * @param oneTime whether the password is to be changed first
 * @param changedAt since when it has been the password; no two have the same
 * @param secondFactor the secret of the second factor in hexadecimal digits, {@code null}
 * if it is off
 * @param offered a secret that was shown and not confirmed yet, likewise
 */
record Credential(String hash, boolean oneTime, Instant changedAt, @Nullable String secondFactor,
		@Nullable String offered) {

	static byte[] bytes(String secret) {
		return HexFormat.of().parseHex(secret);
	}

}
