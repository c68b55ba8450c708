package dev.akshay.portfolio.platform.content;

import java.nio.file.Path;
import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the owner's words lie.
 *
 * @param location the folder {@code content/}
 * @param watch how often a running service looks whether a file changed; {@code 0} for
 * never
 */
@ConfigurationProperties("portfolio.content")
record ContentSettings(@DefaultValue("content") Path location, @DefaultValue("1s") Duration watch) {
}
