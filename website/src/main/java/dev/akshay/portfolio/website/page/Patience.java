package dev.akshay.portfolio.website.page;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a page waits for a service.
 *
 * @param reading before a page does without what a service would have told
 * @param sending before a visitor is told that the message could not be handed over
 */
@ConfigurationProperties("portfolio.website.patience")
public record Patience(@DefaultValue("2s") Duration reading, @DefaultValue("3s") Duration sending) {
}
