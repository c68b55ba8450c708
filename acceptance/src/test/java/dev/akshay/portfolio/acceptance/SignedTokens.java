package dev.akshay.portfolio.acceptance;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import tools.jackson.databind.JsonNode;

/**
 * Makes tokens as the gateway does for services, and such as look like them. It knows the
 * gateway's key, which nobody outside does.
 */
final class SignedTokens {

	private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

	private static final Duration LIFE = Duration.ofMinutes(10);

	private final String keyId;

	private final PrivateKey key;

	private final byte[] publicPart;

	private SignedTokens(JsonNode jwk) throws GeneralSecurityException {
		this.keyId = jwk.path("kid").asString();
		this.publicPart = Base64.getUrlDecoder().decode(jwk.path("x").asString());
		this.key = KeyFactory.getInstance("EC")
			.generatePrivate(new ECPrivateKeySpec(
					new BigInteger(1, Base64.getUrlDecoder().decode(jwk.path("d").asString())), curve()));
	}

	static SignedTokens of(JsonNode jwk) {
		try {
			return new SignedTokens(jwk);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ECParameterSpec curve() throws GeneralSecurityException {
		var parameters = AlgorithmParameters.getInstance("EC");
		parameters.init(new ECGenParameterSpec("secp256r1"));
		return parameters.getParameterSpec(ECParameterSpec.class);
	}

	/** What the gateway says to a service of a session, but with some scopes only. */
	static Map<String, Object> claims(String service, String scopes) {
		var now = Instant.now();
		return new TreeMap<>(Map.of("iss", "gateway", "aud", service, "sub", "owner", "scope", scopes, "via", "session",
				"iat", now.getEpochSecond(), "exp", now.plus(LIFE).getEpochSecond()));
	}

	/** Signed with the gateway's own key. */
	String genuine(Map<String, Object> claims) {
		return sign(claims, this.key);
	}

	/** Signed with a key that claims to be the gateway's. */
	String forged(Map<String, Object> claims) {
		try {
			var generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			return sign(claims, generator.generateKeyPair().getPrivate());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Not signed at all. */
	String unsigned(Map<String, Object> claims) {
		return content("none", claims) + ".";
	}

	/** Signed with what everybody knows: the public key, taken for a shared secret. */
	String symmetric(Map<String, Object> claims) {
		try {
			var mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(this.publicPart, "HmacSHA256"));
			var content = content("HS256", claims);
			return content + "." + BASE64URL.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String sign(Map<String, Object> claims, PrivateKey with) {
		try {
			var content = content("ES256", claims);
			var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
			signature.initSign(with);
			signature.update(content.getBytes(StandardCharsets.US_ASCII));
			return content + "." + BASE64URL.encodeToString(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String content(String algorithm, Map<String, Object> claims) {
		return part(Map.of("alg", algorithm, "typ", "JWT", "kid", this.keyId)) + "." + part(claims);
	}

	private static String part(Map<String, Object> json) {
		return BASE64URL.encodeToString(Suite.JSON.writeValueAsBytes(json));
	}

}
