package dev.akshay.portfolio.gateway.edge;

import java.net.URI;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.akshay.portfolio.gateway.edge.rules.CacheKey;
import dev.akshay.portfolio.gateway.edge.store.Codings;
import dev.akshay.portfolio.gateway.edge.store.ResponseStore;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What is kept, what is being fetched, and what is known about keys of which nothing is
 * kept.
 */
final class EdgeCache {

	private static final Log logger = LogFactory.getLog(EdgeCache.class);

	private static final int KEYS_REMEMBERED = 10_000;

	private static final int CODINGS_WAITING = 256;

	private static final int CODINGS_IN_PASSING_WAITING = 32;

	private final EdgeSettings settings;

	private final Clock clock;

	private final ResponseStore store;

	private final Codings codings = new Codings();

	private final Scheduler coding = Schedulers.newBoundedElastic(1, CODINGS_WAITING, "edge-coding");

	private final Scheduler codingInPassing = Schedulers.newBoundedElastic(1, CODINGS_IN_PASSING_WAITING,
			"edge-coding-passing");

	private final ConcurrentMap<String, Flight> flights = new ConcurrentHashMap<>();

	private final AtomicLong fetching = new AtomicLong();

	/**
	 * Keys whose last response was for one client only: those who follow do not wait for
	 * each other.
	 */
	private final Cache<String, Boolean> unshared;

	/** Keys whose origin failed a moment ago. */
	private final Cache<String, Boolean> failed;

	/** Fetches that no client waits for. */
	private final Disposable.Composite background = Disposables.composite();

	EdgeCache(EdgeSettings settings, Clock clock) {
		this.settings = settings;
		this.clock = clock;
		this.store = new ResponseStore(settings.size().toBytes());
		this.unshared = Caffeine.newBuilder()
			.maximumSize(KEYS_REMEMBERED)
			.expireAfterWrite(settings.followerPatience().multipliedBy(10))
			.build();
		this.failed = Caffeine.newBuilder().maximumSize(KEYS_REMEMBERED).expireAfterWrite(settings.holdOff()).build();
	}

	EdgeSettings settings() {
		return this.settings;
	}

	Clock clock() {
		return this.clock;
	}

	ResponseStore store() {
		return this.store;
	}

	Codings codings() {
		return this.codings;
	}

	/** Where bodies are coded that are kept, off the event loops. */
	Scheduler coding() {
		return this.coding;
	}

	/**
	 * Where those are coded that are not. Whoever asks for many of them takes nothing
	 * from what everybody is shown.
	 */
	Scheduler codingInPassing() {
		return this.codingInPassing;
	}

	ConcurrentMap<String, Flight> flights() {
		return this.flights;
	}

	/** The largest body that is kept. */
	int largest() {
		return (int) this.settings.largestResponse().toBytes();
	}

	/** How stale what says nothing about it may be shown on errors, in seconds. */
	long staleIfError() {
		return this.settings.staleIfError().toSeconds();
	}

	/** Takes a share of what may be held of bodies that are still coming. */
	boolean reserve(long bytes) {
		if (this.fetching.addAndGet(bytes) > this.settings.fetching().toBytes()) {
			release(bytes);
			return false;
		}
		return true;
	}

	void release(long bytes) {
		this.fetching.addAndGet(-bytes);
	}

	boolean isUnshared(String key) {
		return this.unshared.getIfPresent(key) != null;
	}

	void markUnshared(String key) {
		this.unshared.put(key, true);
	}

	boolean hasFailed(String key) {
		return this.failed.getIfPresent(key) != null;
	}

	void markFailed(String key) {
		this.failed.put(key, true);
	}

	/** Forgets a URI: something was done there. */
	void invalidate(@Nullable String key) {
		if (key != null) {
			this.store.invalidate(key);
			this.flights.remove(key);
		}
	}

	/** Forgets a URI that a response names, if it is on the same host. */
	void invalidate(URI request, @Nullable String reference) {
		if (reference == null) {
			return;
		}
		try {
			var target = request.resolve(reference);
			if (String.valueOf(request.getAuthority()).equalsIgnoreCase(target.getAuthority())) {
				invalidate(CacheKey.of(target));
			}
		}
		catch (IllegalArgumentException _) {
			// what is no URI names nothing that is kept
		}
	}

	/** Content was changed: it is shown again once its origin was asked. */
	void purge(Set<String> tags) {
		this.store.purge(tags);
		this.flights.clear();
	}

	/** Content was removed. */
	void remove(Set<String> tags) {
		this.store.remove(tags);
		this.flights.clear();
	}

	/** Runs a fetch that no client waits for, for a limited time. */
	void inBackground(Mono<?> fetch) {
		var running = Disposables.swap();
		this.background.add(running);
		running.update(fetch.timeout(this.settings.fetchLimit())
			.doFinally((_) -> this.background.remove(running))
			.subscribe((_) -> {
			}, (error) -> logger.debug("a revalidation failed", error)));
	}

	void close() {
		this.background.dispose();
		this.coding.dispose();
		this.codingInPassing.dispose();
	}

}
