package dev.akshay.portfolio.website.page;

import dev.akshay.portfolio.platform.web.PublicContent;
import dev.akshay.portfolio.website.assets.Assets;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Starts the composition of pages. */
@Component
public class Composer {

	private final Site site;

	private final Patience patience;

	private final Assets assets;

	private final PublicContent content;

	Composer(Site site, Patience patience, Assets assets, PublicContent content) {
		this.site = site;
		this.patience = patience;
		this.assets = assets;
		this.content = content;
	}

	/**
	 * Starts a page that everybody may see; its clock runs from here.
	 * @param request who asks: with {@code If-None-Match} somebody who has a copy
	 * @return the page to be
	 */
	public Composition compose(ServerHttpRequest request) {
		return compose(!request.getHeaders().getIfNoneMatch().isEmpty());
	}

	/**
	 * Starts a page that nobody can have a copy of; its clock runs from here.
	 * @return the page to be
	 */
	public Composition compose() {
		return compose(false);
	}

	private Composition compose(boolean askerHasCopy) {
		return new Composition(this.site, this.patience, this.assets.folder(), this.content, askerHasCopy);
	}

}
