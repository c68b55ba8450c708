package dev.akshay.portfolio.website.page;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The site as the world sees it.
 *
 * @param url where it is public, for links that must be absolute
 * @param source what a path in the repository is added to so that its code can be read,
 * if it can
 */
@ConfigurationProperties("portfolio.site")
public record Site(@DefaultValue("http://localhost:8080") URI url, @Nullable URI source) {

	public String absolute(String path) {
		var base = this.url.toString();
		return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
	}

	/**
	 * Where something of the repository can be read.
	 * @param path its path
	 * @return an address, or {@code null} if it is not said where the code is
	 */
	public @Nullable String sourceOf(String path) {
		if (this.source == null) {
			return null;
		}
		var base = this.source.toString();
		return (base.endsWith("/") ? base : base + "/") + path;
	}

}
