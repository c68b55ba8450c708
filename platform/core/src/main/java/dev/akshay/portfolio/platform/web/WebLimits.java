package dev.akshay.portfolio.platform.web;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.HttpMethod;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of what a service takes in.
 *
 * @param requestBody the largest body that is read; a larger one is answered 413
 * @param larger addresses that take larger ones
 */
@ConfigurationProperties("portfolio.web.limits")
public record WebLimits(@DefaultValue("64KB") DataSize requestBody, @DefaultValue List<Larger> larger) {

	/**
	 * What one address takes.
	 *
	 * @param method the method
	 * @param path the pattern of its path, such as {@code /api/projects/imports/*}
	 * @param requestBody the largest body that is read
	 */
	public record Larger(HttpMethod method, String path, DataSize requestBody) {
	}

}
