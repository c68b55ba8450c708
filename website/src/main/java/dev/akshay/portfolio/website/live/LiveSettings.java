package dev.akshay.portfolio.website.live;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of what open pages hear.
 *
 * @param open how many may listen at a time in one process
 * @param life how long one may listen; a browser comes back by itself
 * @param heartbeat how often a silent stream shows that it is alive
 * @param fresh how old a change may be that is told; what comes from before is read again
 * after every start
 */
@ConfigurationProperties("portfolio.website.live")
record LiveSettings(@DefaultValue("2000") int open, @DefaultValue("5m") Duration life,
		@DefaultValue("15s") Duration heartbeat, @DefaultValue("1m") Duration fresh) {
}
