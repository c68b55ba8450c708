package dev.akshay.portfolio.platform.editing;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service edits.
 *
 * @param schedule how often it looks whether something is due to be published
 * @param imports whether another service decides when imports are done
 */
@ConfigurationProperties("portfolio.editing")
record EditingSettings(@DefaultValue("1s") Duration schedule, @DefaultValue("false") boolean imports) {
}
