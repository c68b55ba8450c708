package dev.akshay.portfolio.website.profile;

import java.net.URI;

/**
 * Whose site it is.
 *
 * @param name the owner's name
 * @param site what the site is called
 */
public record Owner(String name, String site) {

	/**
	 * Stands in while nobody can tell.
	 * @param url the site's address
	 * @return an owner known by the address only
	 */
	public static Owner unknown(URI url) {
		return new Owner(url.getHost(), url.getHost());
	}

}
