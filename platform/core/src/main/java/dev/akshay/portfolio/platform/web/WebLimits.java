package dev.akshay.portfolio.platform.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of what a service takes in.
 *
 * @param requestBody the largest body that is read; a larger one is answered 413
 */
@ConfigurationProperties("portfolio.web.limits")
public record WebLimits(@DefaultValue("64KB") DataSize requestBody) {
}
