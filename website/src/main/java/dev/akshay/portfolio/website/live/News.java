package dev.akshay.portfolio.website.live;

import java.util.Collection;
import java.util.Set;

/** What an open page may hear of. */
sealed interface News permits Change, Purge {

	/** The tags of the pages that show what it is about. */
	Set<String> tags();

	default boolean concerns(Collection<String> shown) {
		return shown.stream().anyMatch(tags()::contains);
	}

}
