package dev.akshay.portfolio.bench.capacity;

/**
 * What people ask for.
 *
 * @param hits the share of reads that the edge answers itself, 0 to 1
 * @param pages the share of the others that are pages, which ask several services; the
 * rest asks one
 * @param messages how many messages there are for each read
 */
record Mix(double hits, double pages, double messages) {

	/** What one read costs, with its share of messages. */
	Demand perRead(Measured measured) {
		double misses = 1 - this.hits;
		return measured.hit()
			.times(this.hits)
			.plus(measured.page().times(misses * this.pages))
			.plus(measured.api().times(misses * (1 - this.pages)))
			.plus(measured.message().times(this.messages));
	}

}
