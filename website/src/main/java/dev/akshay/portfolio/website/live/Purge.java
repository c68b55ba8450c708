package dev.akshay.portfolio.website.live;

import java.time.Instant;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * A replica of the gateway has forgotten what it kept of something that changed.
 *
 * @param id what changed
 * @param change the change itself
 * @param replica who has forgotten it
 * @param at when
 * @param of how many replicas there are, {@code null} where nobody can say
 * @param tags the tags of the pages that show it
 */
record Purge(String id, String change, String replica, Instant at, @Nullable Integer of,
		@JsonIgnore Set<String> tags) implements News {

	Purge among(int replicas) {
		return new Purge(this.id, this.change, this.replica, this.at, replicas, this.tags);
	}

}
