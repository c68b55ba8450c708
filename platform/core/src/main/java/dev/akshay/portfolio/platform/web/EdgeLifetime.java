package dev.akshay.portfolio.platform.web;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the cache at the site's own edge may answer by itself. A change is made known
 * to it by an event, so time is only the second line.
 *
 * @param fresh how long content is used without asking; bounds what a lost event can cost
 * @param staleWhileRevalidate how long after that it may still be shown once while the
 * edge asks for news (<a href="https://www.rfc-editor.org/rfc/rfc5861">RFC 5861</a>)
 * @param staleIfError how long after that it may be shown while the service that knows
 * better fails
 * @param missing how long the edge may repeat that there is nothing of a name: enough to
 * take the load off a service that is asked for nonsense
 */
@ConfigurationProperties("portfolio.web.edge")
public record EdgeLifetime(@DefaultValue("5m") Duration fresh, @DefaultValue("1d") Duration staleWhileRevalidate,
		@DefaultValue("7d") Duration staleIfError, @DefaultValue("10s") Duration missing) {

	String ofContent() {
		return "max-age=%d, stale-while-revalidate=%d, stale-if-error=%d".formatted(this.fresh.toSeconds(),
				this.staleWhileRevalidate.toSeconds(), this.staleIfError.toSeconds());
	}

	String ofNothing() {
		return "max-age=" + this.missing.toSeconds();
	}

}
