package dev.akshay.portfolio.platform.editing;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What an archive says of a kind of content beside its files.
 *
 * @param redirects where addresses lead that documents had before
 * @param scheduled when drafts are to be published
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ContentSidecar(Map<String, String> redirects, Map<String, Instant> scheduled) {

	@SuppressWarnings("NullAway") // a file may leave either out
	ContentSidecar(@Nullable Map<String, String> redirects, @Nullable Map<String, Instant> scheduled) {
		this.redirects = (redirects != null) ? new TreeMap<>(redirects) : Map.of();
		this.scheduled = (scheduled != null) ? new TreeMap<>(scheduled) : Map.of();
	}

	/**
	 * What there is to say.
	 * @param redirects which item each old address leads to
	 * @param items the items that are told of
	 * @return it
	 */
	static ContentSidecar of(Map<String, Long> redirects, Collection<Item> items) {
		var slugs = items.stream().collect(Collectors.toMap(Item::id, Item::slug));
		var addresses = new TreeMap<String, String>();
		redirects.forEach((old, item) -> {
			var slug = slugs.get(item);
			if (slug != null) {
				addresses.put(old, slug);
			}
		});
		var times = new TreeMap<String, Instant>();
		for (var item : items) {
			var at = item.publishAt();
			if (at != null) {
				times.put(item.slug(), at);
			}
		}
		return new ContentSidecar(addresses, times);
	}

	boolean saysNothing() {
		return this.redirects.isEmpty() && this.scheduled.isEmpty();
	}

	boolean covers(ContentSidecar other) {
		return this.redirects.entrySet().containsAll(other.redirects.entrySet())
				&& this.scheduled.entrySet().containsAll(other.scheduled.entrySet());
	}

}
