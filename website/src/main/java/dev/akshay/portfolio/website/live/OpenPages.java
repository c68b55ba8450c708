package dev.akshay.portfolio.website.live;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import org.springframework.context.SmartLifecycle;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;

/**
 * The pages that are open somewhere and want to hear of changes. A stream ends with its
 * time or with the process.
 */
@Component
class OpenPages implements SmartLifecycle {

	private final LiveSettings settings;

	/**
	 * A page needs to hear of one change alone: what it does not take is not kept for it.
	 */
	private final Sinks.Many<Change> changes = Sinks.many().multicast().directBestEffort();

	private final AtomicInteger open = new AtomicInteger();

	private volatile Sinks.Empty<Void> closing = Sinks.empty();

	private volatile boolean running;

	OpenPages(LiveSettings settings) {
		this.settings = settings;
	}

	/** Tells all pages that show what changed. Not for several threads at once. */
	void tell(Change change) {
		this.changes.tryEmitNext(change);
	}

	/**
	 * What a page hears.
	 * @param tags the tags of what it shows
	 * @return a comment at once, so that the page knows that it is heard, then its
	 * changes
	 * @throws TooManyListeners as the stream's error
	 */
	Flux<ServerSentEvent<Change>> listen(Collection<String> tags) {
		return Flux.using(this::enter, (_) -> events(tags), (_) -> this.open.decrementAndGet())
			.take(this.settings.life())
			.takeUntilOther(this.closing.asMono());
	}

	private Integer enter() {
		var now = this.open.incrementAndGet();
		if (now > this.settings.open()) {
			this.open.decrementAndGet();
			throw new TooManyListeners();
		}
		return now;
	}

	private Flux<ServerSentEvent<Change>> events(Collection<String> tags) {
		var told = this.changes.asFlux()
			.filter((change) -> change.concerns(tags))
			.map((change) -> ServerSentEvent.builder(change).event("change").build());
		var heartbeat = Flux.interval(this.settings.heartbeat()).onBackpressureDrop().map((_) -> comment("alive"));
		return Flux.merge(told, heartbeat).startWith(comment("listening"));
	}

	private static ServerSentEvent<Change> comment(String words) {
		return ServerSentEvent.<Change>builder().comment(words).build();
	}

	@Override
	public void start() {
		this.closing = Sinks.empty();
		this.running = true;
	}

	// first of all: the server waits for open responses before it stops
	@Override
	public void stop() {
		this.running = false;
		this.closing.tryEmitEmpty();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
