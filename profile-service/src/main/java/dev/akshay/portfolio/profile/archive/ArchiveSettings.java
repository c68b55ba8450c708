package dev.akshay.portfolio.profile.archive;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How archives are put together and taken apart.
 *
 * @param kinds the kinds of content that other services keep
 * @param answer how long another service may take to look at its part
 * @param settle how long whoever imports waits until all have done their part
 * @param patience after which time an import that nobody decided is given up: longer than
 * the gateway waits, and a transaction may take
 */
@ConfigurationProperties("portfolio.archive")
record ArchiveSettings(@DefaultValue( {
		"projects", "insights" }) List<String> kinds, @DefaultValue("20s") Duration answer,
		@DefaultValue("10s") Duration settle, @DefaultValue("5m") Duration patience){
}
