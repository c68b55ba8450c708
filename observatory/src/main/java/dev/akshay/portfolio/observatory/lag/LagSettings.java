package dev.akshay.portfolio.observatory.lag;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often the broker is asked how far services are behind.
 *
 * @param pause how long nobody asks in between
 * @param patience how long an answer may take
 */
@ConfigurationProperties("portfolio.observatory.lag")
record LagSettings(@DefaultValue("5s") Duration pause, @DefaultValue("4s") Duration patience) {
}
