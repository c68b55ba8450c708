package dev.akshay.portfolio.website.live;

import java.util.Collection;

import dev.akshay.portfolio.platform.web.OpenStreams;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;

/**
 * The pages that are open somewhere and want to hear of changes. A stream ends with its
 * time or with the process.
 */
@Component
class OpenPages {

	private final LiveSettings settings;

	private final OpenStreams streams;

	private final EdgeReplicas edge;

	/**
	 * A page needs to hear of one change alone: what it does not take is not kept for it.
	 */
	private final Sinks.Many<News> news = Sinks.many().multicast().directBestEffort();

	OpenPages(LiveSettings settings, OpenStreams streams, EdgeReplicas edge) {
		this.settings = settings;
		this.streams = streams;
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
		return this.streams.bound(events(tags, purges));
	}

	private Flux<ServerSentEvent<News>> events(Collection<String> tags, boolean purges) {
		var about = this.news.asFlux().filter((news) -> news.concerns(tags));
		var told = (purges ? about.concatMap(this::counted) : about.filter(Change.class::isInstance))
			.map((news) -> ServerSentEvent.builder(news).event((news instanceof Purge) ? "purge" : "change").build());
		return OpenStreams.withHeartbeat(told, this.settings.heartbeat())
			.startWith(ServerSentEvent.<News>builder().comment("listening").build());
	}

	private Mono<News> counted(News news) {
		return (news instanceof Purge purge) ? this.edge.count().<News>map(purge::among).defaultIfEmpty(purge)
				: Mono.just(news);
	}

}
