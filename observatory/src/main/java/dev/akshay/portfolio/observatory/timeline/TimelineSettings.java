package dev.akshay.portfolio.observatory.timeline;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the timeline.
 *
 * @param events how many events it holds; the oldest go
 * @param perSecond how many of one type it takes a second, on average; more are not told
 */
@ConfigurationProperties("portfolio.observatory.timeline")
record TimelineSettings(@DefaultValue("2000") int events, @DefaultValue("20") int perSecond) {
}
