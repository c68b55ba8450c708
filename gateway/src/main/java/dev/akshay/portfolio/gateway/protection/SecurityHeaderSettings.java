package dev.akshay.portfolio.gateway.protection;

import java.time.Duration;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What browsers are told to permit. Each of the first four gives way to what an origin
 * says itself.
 *
 * @param contentSecurityPolicy where a page may load things from
 * @param permissionsPolicy which abilities of the browser a page may use
 * @param referrerPolicy what other sites learn of where a visitor comes from
 * @param crossOriginResourcePolicy who may embed what is here
 * @param strictTransportSecurity how long browsers insist on TLS; nothing is said if zero
 */
@Validated
@ConfigurationProperties("portfolio.gateway.security-headers")
record SecurityHeaderSettings(@NotBlank String contentSecurityPolicy, @NotBlank String permissionsPolicy,
		@DefaultValue("strict-origin-when-cross-origin") @NotBlank String referrerPolicy,
		@DefaultValue("same-origin") @NotBlank String crossOriginResourcePolicy,
		@DefaultValue("365d") @NotNull Duration strictTransportSecurity) {
}
