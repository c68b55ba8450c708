package dev.akshay.portfolio.gateway.edge;

import java.net.URI;
import java.util.Set;

import dev.akshay.portfolio.gateway.edge.rules.CacheKey;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** Tells on the management port what this replica keeps, and purges it by hand. */
@Component
@Endpoint(id = "edge")
class EdgeEndpoint {

	private final EdgeCache cache;

	EdgeEndpoint(EdgeCache cache) {
		this.cache = cache;
	}

	@ReadOperation
	Content content() {
		return new Content(this.cache.store().size(), this.cache.store().bytes(),
				this.cache.settings().size().toBytes());
	}

	/**
	 * Forgets what is kept.
	 * @param tag everything with this {@code Cache-Tag}
	 * @param url everything under this URL, as clients spell it
	 */
	@DeleteOperation
	void purge(@Nullable String tag, @Nullable String url) {
		if (tag != null) {
			this.cache.remove(Set.of(tag));
		}
		if (url != null) {
			this.cache.invalidate(CacheKey.of(URI.create(url)));
		}
	}

	/**
	 * What is kept.
	 *
	 * @param keys how many URIs
	 * @param bytes how much it is
	 * @param limit how much it may be
	 */
	record Content(long keys, long bytes, long limit) {
	}

}
