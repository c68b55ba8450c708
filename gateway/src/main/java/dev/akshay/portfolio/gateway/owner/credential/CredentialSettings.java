package dev.akshay.portfolio.gateway.owner.credential;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the owner begins.
 *
 * @param firstPasswordFile a file with a password that is good for the first log-in,
 * where there is none yet
 */
@ConfigurationProperties("portfolio.owner")
record CredentialSettings(@Nullable Path firstPasswordFile) {
}
