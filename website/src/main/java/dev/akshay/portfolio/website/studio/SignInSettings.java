package dev.akshay.portfolio.website.studio;

import java.net.URI;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * A provider by which the owner may log in, as the gateway is told it, too.
 *
 * @param issuer its address, {@code null} if there is none
 * @param name what the log-in page calls it, its host unless said otherwise
 */
@ConfigurationProperties("portfolio.owner.oidc")
record SignInSettings(@Nullable URI issuer, @Nullable String name) {

	/** What to call it; empty if there is none. */
	String providerName() {
		if (this.issuer == null) {
			return "";
		}
		return (this.name != null && !this.name.isBlank()) ? this.name : Objects.toString(this.issuer.getHost(), "");
	}

}
