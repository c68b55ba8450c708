package dev.akshay.portfolio.gateway.edge.store;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Set;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The responses that are kept, bounded by bytes; what is asked for often stays
 * (W-TinyLFU, <a href="https://dl.acm.org/doi/10.1145/3149371">Einziger, Friedman and
 * Manes, 2017</a>).
 * <p>
 * A response that was asked for before a purge and comes after it may be the old one. So
 * whoever stores says when the asking began, and a purge since then refuses it.
 */
public final class ResponseStore {

	/**
	 * A fetch that is overtaken by more purges than these is not kept, whatever it
	 * brings. Every request that may change something is one, so these are some seconds
	 * of many.
	 */
	private static final int PURGES_REMEMBERED = 4096;

	private final Cache<String, Variants> cache;

	private final Deque<Purge> purges = new ArrayDeque<>();

	private long moment;

	/**
	 * Creates an empty store.
	 * @param bytes how much it holds at most: bodies, headers, keys
	 */
	public ResponseStore(long bytes) {
		this.cache = Caffeine.newBuilder()
			.maximumWeight(bytes)
			// what it has to tidy up takes less time than waking another thread for it
			.executor(Runnable::run)
			.weigher((String key, Variants variants) -> variants.weight(key))
			.build();
	}

	/**
	 * Finds a response.
	 * @param key the key of its URI
	 * @param request the headers of the request
	 * @return the newest that matches the request, or {@code null}
	 */
	public @Nullable StoredResponse find(String key, HttpHeaders request) {
		var variants = this.cache.getIfPresent(key);
		return (variants != null) ? variants.select(request) : null;
	}

	/**
	 * Whether there is anything under a key, if only for other requests.
	 * @param key the key of a URI
	 * @return whether there is
	 */
	public boolean hasVariants(String key) {
		return this.cache.asMap().containsKey(key);
	}

	/**
	 * The present moment in the order of purges, to be taken before an origin is asked.
	 * @return the moment
	 */
	public synchronized long moment() {
		return this.moment;
	}

	/**
	 * Keeps a response, unless it was purged on its way.
	 * @param key the key of its URI
	 * @param response the response
	 * @param askedAt the {@link #moment()} before its origin was asked
	 * @return whether it is kept
	 */
	public synchronized boolean keep(String key, StoredResponse response, long askedAt) {
		if (isOvertaken(key, response, askedAt)) {
			return false;
		}
		this.cache.asMap()
			.merge(key, new Variants(Collections.singletonList(response)), (before, _) -> before.with(response));
		return true;
	}

	private boolean isOvertaken(String key, StoredResponse response, long askedAt) {
		if (this.moment - askedAt > PURGES_REMEMBERED) {
			return true;
		}
		for (var newest = this.purges.descendingIterator(); newest.hasNext();) {
			var purge = newest.next();
			if (purge.moment() <= askedAt) {
				return false;
			}
			if (purge.concerns(key, response)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Forgets a response that turned out to be no longer right.
	 * @param key the key of its URI
	 * @param response the response
	 */
	public void forget(String key, StoredResponse response) {
		this.cache.asMap().computeIfPresent(key, (_, variants) -> variants.without((each) -> each == response));
	}

	/**
	 * Forgets all that is kept for a URI.
	 * @param key the key of the URI
	 */
	public void invalidate(String key) {
		remember(key, Set.of());
		this.cache.asMap().remove(key);
	}

	/**
	 * Forgets everything with one of some tags.
	 * @param tags the tags
	 */
	public void remove(Set<String> tags) {
		remember(null, tags);
		var concerned = hasOneOf(tags);
		this.cache.asMap().forEach((key, seen) -> {
			if (seen.responses().stream().anyMatch(concerned)) {
				this.cache.asMap().computeIfPresent(key, (_, variants) -> variants.without(concerned));
			}
		});
	}

	/**
	 * Lets nothing with one of some tags be shown before the origin said that it is still
	 * right. It stays as a last resort where the origin cannot say anything.
	 * @param tags the tags
	 */
	public void purge(Set<String> tags) {
		remember(null, tags);
		var concerned = hasOneOf(tags);
		this.cache.asMap().forEach((key, seen) -> {
			if (seen.responses().stream().anyMatch(concerned)) {
				this.cache.asMap()
					.computeIfPresent(key,
							(_, variants) -> variants.each((each) -> concerned.test(each) ? each.purge() : each));
			}
		});
	}

	private static Predicate<StoredResponse> hasOneOf(Set<String> tags) {
		return (response) -> !Collections.disjoint(response.tags(), tags);
	}

	/** Counted and remembered at once, so that they lie in the order of their moments. */
	private synchronized void remember(@Nullable String key, Set<String> tags) {
		this.purges.addLast(new Purge(++this.moment, key, tags));
		if (this.purges.size() > PURGES_REMEMBERED) {
			this.purges.removeFirst();
		}
	}

	/**
	 * How many keys there are.
	 * @return about as many
	 */
	public long size() {
		return this.cache.estimatedSize();
	}

	/**
	 * How many bytes are kept.
	 * @return about as many
	 */
	public long bytes() {
		return this.cache.policy().eviction().map((eviction) -> eviction.weightedSize().orElse(0)).orElse(0L);
	}

	/**
	 * Something that is no longer right.
	 *
	 * @param moment when, in the order of purges
	 * @param key for one URI
	 * @param tags for all with one of these tags
	 */
	private record Purge(long moment, @Nullable String key, Set<String> tags) {

		boolean concerns(String key, StoredResponse response) {
			return key.equals(this.key) || !Collections.disjoint(response.tags(), this.tags);
		}

	}

}
