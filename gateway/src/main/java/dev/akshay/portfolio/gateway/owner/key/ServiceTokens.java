package dev.akshay.portfolio.gateway.owner.key;

import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.akshay.portfolio.gateway.database.OwnerUnavailable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Makes what services believe: a token
 * (<a href="https://www.rfc-editor.org/rfc/rfc7519">RFC 7519</a>) for one of them, good
 * for a minute. A service that has to ask others to answer gets one for these, too.
 */
@Component
public class ServiceTokens {

	private static final Duration LIFETIME = Duration.ofSeconds(60);

	private final SigningKeys keys;

	private final Clock clock;

	ServiceTokens(SigningKeys keys, ObjectProvider<Clock> clock) {
		this.keys = keys;
		this.clock = clock.getIfAvailable(Clock::systemUTC);
	}

	/**
	 * Makes a token.
	 * @param via how the owner asks
	 * @param scopes what that allows
	 * @param services whom she asks, and on whom that one relies
	 * @return the token; fails with {@link OwnerUnavailable} if there is no key
	 */
	public Mono<String> make(String via, Set<String> scopes, List<String> services) {
		return this.keys.current().map((key) -> signed(key, claims(via, scopes, services)));
	}

	private JWTClaimsSet claims(String via, Set<String> scopes, List<String> services) {
		var now = this.clock.instant();
		return new JWTClaimsSet.Builder().issuer("gateway")
			.audience(services)
			.subject("owner")
			.claim("scope", String.join(" ", scopes))
			.claim("via", via)
			.issueTime(Date.from(now))
			.expirationTime(Date.from(now.plus(LIFETIME)))
			.build();
	}

	private static String signed(ECKey key, JWTClaimsSet claims) {
		try {
			var token = new SignedJWT(
					new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).keyID(key.getKeyID()).build(),
					claims);
			token.sign(new ECDSASigner(key));
			return token.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("every JDK has ES256", ex);
		}
	}

}
