package dev.akshay.portfolio.gateway.owner.session;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long somebody stays logged in.
 *
 * @param idle without doing anything
 * @param longest whatever is done
 */
@ConfigurationProperties("portfolio.owner.session")
public record SessionSettings(@DefaultValue("12h") Duration idle, @DefaultValue("7d") Duration longest) {
}
