package dev.akshay.portfolio.website.live;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
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

	private final EdgeReplicas edge;

	/**
	 * A page needs to hear of one change alone: what it does not take is not kept for it.
	 */
	private final Sinks.Many<News> news = Sinks.many().multicast().directBestEffort();

	private final AtomicInteger open = new AtomicInteger();

	private volatile Sinks.Empty<Void> closing = Sinks.empty();

	private volatile boolean running;

	OpenPages(LiveSettings settings, EdgeReplicas edge) {
		this.settings = settings;
		this.edge = edge;
	}

	/** Tells all pages that show what it is about. Not for several threads at once. */
	void tell(News news) {
		this.news.tryEmitNext(news);
	}

	/**
	 * What a page hears.
	 * @param tags the tags of what it shows
	 * @param purges whether it wants to hear who forgot what changed, too
	 * @return a comment at once, so that the page knows that it is heard, then its
	 * changes
	 * @throws TooManyListeners as the stream's error
	 */
	Flux<ServerSentEvent<News>> listen(Collection<String> tags, boolean purges) {
		return Flux.using(this::enter, (_) -> events(tags, purges), (_) -> this.open.decrementAndGet())
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

	private Flux<ServerSentEvent<News>> events(Collection<String> tags, boolean purges) {
		var about = this.news.asFlux().filter((news) -> news.concerns(tags));
		var told = (purges ? about.concatMap(this::counted) : about.filter(Change.class::isInstance))
			.map((news) -> ServerSentEvent.builder(news).event((news instanceof Purge) ? "purge" : "change").build());
		var heartbeat = Flux.interval(this.settings.heartbeat()).onBackpressureDrop().map((_) -> comment("alive"));
		return Flux.merge(told, heartbeat).startWith(comment("listening"));
	}

	private Mono<News> counted(News news) {
		return (news instanceof Purge purge) ? this.edge.count().<News>map(purge::among).defaultIfEmpty(purge)
				: Mono.just(news);
	}

	private static ServerSentEvent<News> comment(String words) {
		return ServerSentEvent.<News>builder().comment(words).build();
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
