package dev.akshay.portfolio.gateway.owner.oidc;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.validation.annotation.Validated;

/**
 * The provider that says who the owner is.
 *
 * @param issuer its name, which is an address where it describes itself
 * @param clientId what it knows this site as
 * @param clientSecret what this site proves that by; without one it does so by PKCE alone
 * @param subjects whom it must name for the owner, by {@code sub}
 * @param algorithm what it signs with, and nothing else
 * @param patience how long it may take to answer
 */
@Validated
@ConditionalOnProperty("portfolio.owner.oidc.issuer")
@ConfigurationProperties("portfolio.owner.oidc")
record OidcSettings(@NotNull URI issuer, @NotEmpty String clientId, @Nullable String clientSecret,
		@NotEmpty Set<String> subjects, @DefaultValue("RS256") SignatureAlgorithm algorithm,
		@DefaultValue("5s") Duration patience) {

	/** Is not for logs. */
	@Override
	public String toString() {
		return "OidcSettings[issuer=" + this.issuer + "]";
	}

}
