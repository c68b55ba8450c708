package dev.akshay.portfolio.platform.content;

import java.util.List;

/**
 * What other processes hear of a change: who keeps a copy forgets what carries one of the
 * tags.
 *
 * @param id what changed, such as {@code projects/kodai}
 * @param tags the id, and the collection it belongs to
 */
record ContentChange(String id, List<String> tags) {

	static ContentChange of(String id) {
		var slash = id.indexOf('/');
		return new ContentChange(id, (slash < 0) ? List.of(id) : List.of(id.substring(0, slash), id));
	}

}
