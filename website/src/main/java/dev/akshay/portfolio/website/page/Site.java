package dev.akshay.portfolio.website.page;

import java.net.URI;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The site as the world sees it.
 *
 * @param url where it is public, for links that must be absolute
 */
@ConfigurationProperties("portfolio.site")
public record Site(@DefaultValue("http://localhost:8080") URI url) {

	public String absolute(String path) {
		var base = this.url.toString();
		return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
	}

}
