package dev.akshay.portfolio.website.page;

import dev.akshay.portfolio.website.assets.Assets;

import org.springframework.stereotype.Component;

/** Starts the composition of pages. */
@Component
public class Composer {

	private final Site site;

	private final Patience patience;

	private final Assets assets;

	Composer(Site site, Patience patience, Assets assets) {
		this.site = site;
		this.patience = patience;
		this.assets = assets;
	}

	/**
	 * Starts a page; its clock runs from here.
	 * @return the page to be
	 */
	public Composition compose() {
		return new Composition(this.site, this.patience, this.assets.folder());
	}

}
