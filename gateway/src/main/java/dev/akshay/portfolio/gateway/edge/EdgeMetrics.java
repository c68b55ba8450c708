package dev.akshay.portfolio.gateway.edge;

import dev.akshay.portfolio.gateway.edge.store.ResponseStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what the edge cache does, as {@code portfolio.edge.*}. */
final class EdgeMetrics {

	private static final String REQUESTS = "portfolio.edge.requests";

	private final Counter hit;

	private final Counter stale;

	private final Counter collapsed;

	private final Counter forwarded;

	private final Counter failures;

	private final Counter purges;

	EdgeMetrics(MeterRegistry registry, ResponseStore store) {
		this.hit = counter(registry, "hit");
		this.stale = counter(registry, "stale");
		this.collapsed = counter(registry, "collapsed");
		this.forwarded = counter(registry, "forwarded");
		this.failures = Counter.builder("portfolio.edge.failures")
			.description("Requests that were answered with a status of 500 or more")
			.register(registry);
		this.purges = Counter.builder("portfolio.edge.purges")
			.description("Changes of content that the edge cache heard of")
			.register(registry);
		Gauge.builder("portfolio.edge.size", store, ResponseStore::bytes)
			.baseUnit("bytes")
			.description("How much the edge cache holds")
			.register(registry);
		Gauge.builder("portfolio.edge.keys", store, ResponseStore::size)
			.description("For how many URIs the edge cache holds something")
			.register(registry);
	}

	private static Counter counter(MeterRegistry registry, String result) {
		return Counter.builder(REQUESTS)
			.description("Requests by how the edge cache answered them")
			.tag("result", result)
			.register(registry);
	}

	/** Shown from what is kept. */
	void hit() {
		this.hit.increment();
	}

	/** How many were shown from what is kept. */
	double hits() {
		return this.hit.count();
	}

	/** Shown although it is stale, because the origin failed. */
	void stale() {
		this.stale.increment();
	}

	/** Shown what the origin answered to another request. */
	void collapsed() {
		this.collapsed.increment();
	}

	/** Asked the origin. */
	void forwarded() {
		this.forwarded.increment();
	}

	/** Had nothing to answer with but that something failed. */
	void failure() {
		this.failures.increment();
	}

	/** Forgot what changed. */
	void purge() {
		this.purges.increment();
	}

}
