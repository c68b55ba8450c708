package dev.akshay.portfolio.platform.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * Stands in for the gateway towards a service: makes tokens of the owner, good ones and
 * bad ones, and shows the key to check them with. Everything it gives out is the value of
 * an {@code Authorization} header.
 */
@TestConfiguration(proxyBeanMethods = false)
public class OwnerTokens {

	@Bean
	Maker ownerTokenMaker(@Value("${spring.application.name}") String service) {
		return new Maker(service);
	}

	@Bean
	DynamicPropertyRegistrar ownerKeys(Maker ownerTokenMaker) {
		return (properties) -> properties.add("portfolio.owner.keys", ownerTokenMaker::keys);
	}

	/** Makes tokens for the service under test. */
	public static final class Maker implements DisposableBean {

		private static final Duration LIFETIME = Duration.ofMinutes(1);

		private final String service;

		private final ECKey key = key();

		private final HttpServer server;

		Maker(String service) {
			this.service = service;
			try {
				this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			var keys = new JWKSet(this.key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
			this.server.createContext("/", (exchange) -> {
				try (exchange) {
					exchange.getResponseHeaders().set("Content-Type", "application/json");
					exchange.sendResponseHeaders(200, keys.length);
					exchange.getResponseBody().write(keys);
				}
			});
			this.server.start();
		}

		String keys() {
			return "http://127.0.0.1:%d/.well-known/jwks.json".formatted(this.server.getAddress().getPort());
		}

		/**
		 * A good one.
		 * @param scopes what it covers, such as {@code content:write}
		 * @return the header's value
		 */
		public String bearer(String... scopes) {
			return bearer(UnaryOperator.identity(), scopes);
		}

		/**
		 * A good one of a program.
		 * @param via how the owner came, such as {@code token:ci}
		 * @param scopes what it covers
		 * @return the header's value
		 */
		public String bearerVia(String via, String... scopes) {
			return bearer((claims) -> claims.claim("via", via), scopes);
		}

		/**
		 * One whose time is over.
		 * @param scopes what it covered
		 * @return the header's value
		 */
		public String expired(String... scopes) {
			return bearer((claims) -> claims.expirationTime(Date.from(Instant.now().minus(LIFETIME))), scopes);
		}

		/**
		 * One that ends never.
		 * @param scopes what it covers
		 * @return the header's value
		 */
		public String endless(String... scopes) {
			return bearer((claims) -> claims.expirationTime(null), scopes);
		}

		/**
		 * One for another service.
		 * @param scopes what it covers there
		 * @return the header's value
		 */
		public String forAnother(String... scopes) {
			return bearer((claims) -> claims.audience("another-service"), scopes);
		}

		/**
		 * One that another issuer signed with the gateway's key.
		 * @param scopes what it covers
		 * @return the header's value
		 */
		public String ofAnother(String... scopes) {
			return bearer((claims) -> claims.issuer("somebody"), scopes);
		}

		/**
		 * One signed with a key of one's own under the name of the right one.
		 * @param scopes what it pretends to cover
		 * @return the header's value
		 */
		public String forged(String... scopes) {
			return sign(key(), JWSAlgorithm.ES256, claims(scopes).build());
		}

		/**
		 * One that is not signed.
		 * @param scopes what it pretends to cover
		 * @return the header's value
		 */
		public String unsigned(String... scopes) {
			return "Bearer " + new PlainJWT(claims(scopes).build()).serialize();
		}

		/**
		 * One that takes the public key for a shared secret.
		 * @param scopes what it pretends to cover
		 * @return the header's value
		 */
		public String confused(String... scopes) {
			try {
				var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(this.key.getKeyID()).build(),
						claims(scopes).build());
				token.sign(new MACSigner(this.key.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8)));
				return "Bearer " + token.serialize();
			}
			catch (JOSEException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private String bearer(UnaryOperator<JWTClaimsSet.Builder> change, String... scopes) {
			return sign(this.key, JWSAlgorithm.ES256, change.apply(claims(scopes)).build());
		}

		private JWTClaimsSet.Builder claims(String... scopes) {
			var now = Instant.now();
			return new JWTClaimsSet.Builder().issuer("gateway")
				.audience(this.service)
				.subject("owner")
				.claim("scope", String.join(" ", Arrays.asList(scopes)))
				.claim("via", "session")
				.jwtID(UUID.randomUUID().toString())
				.issueTime(Date.from(now))
				.expirationTime(Date.from(now.plus(LIFETIME)));
		}

		private String sign(ECKey key, JWSAlgorithm algorithm, JWTClaimsSet claims) {
			try {
				var token = new SignedJWT(
						new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).keyID(this.key.getKeyID()).build(),
						claims);
				token.sign(new ECDSASigner(key));
				return "Bearer " + token.serialize();
			}
			catch (JOSEException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private static ECKey key() {
			try {
				return new ECKeyGenerator(Curve.P_256).keyID("test").generate();
			}
			catch (JOSEException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public void destroy() {
			this.server.stop(0);
		}

	}

}
