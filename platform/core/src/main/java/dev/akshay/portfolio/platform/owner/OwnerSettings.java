package dev.akshay.portfolio.platform.owner;

import java.net.URI;
import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service recognises the owner.
 *
 * @param enabled whether it has anything for the owner at all
 * @param keys where the public keys are that tokens are signed with
 * @param clockSkew how far the clocks of two machines may differ
 */
@ConfigurationProperties("portfolio.owner")
record OwnerSettings(@DefaultValue("false") boolean enabled,
		@DefaultValue("http://gateway/.well-known/jwks.json") URI keys, @DefaultValue("5s") Duration clockSkew) {
}
