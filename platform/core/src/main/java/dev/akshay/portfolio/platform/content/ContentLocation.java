package dev.akshay.portfolio.platform.content;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the owner's words lie.
 *
 * @param location the folder {@code content/}
 */
@ConfigurationProperties("portfolio.content")
record ContentLocation(@DefaultValue("content") Path location) {
}
