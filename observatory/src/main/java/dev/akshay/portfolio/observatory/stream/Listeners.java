package dev.akshay.portfolio.observatory.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.akshay.portfolio.observatory.graph.ServiceGraph;
import dev.akshay.portfolio.observatory.timeline.Timeline;
import dev.akshay.portfolio.platform.web.OpenStreams;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;

/**
 * Whoever listens. Nothing is kept for one of them: each has a place in the timeline, and
 * when it can take more, it is told what is next from there, or how much it missed.
 */
@Component
class Listeners {

	/** A stream that ended is opened again before anybody misses it. */
	private static final Duration COMES_BACK = Duration.ofSeconds(1);

	private final StreamSettings settings;

	private final Timeline timeline;

	private final ServiceGraph graph;

	private final JsonMapper json;

	private final OpenStreams streams;

	/** One clock for all; who is not ready when it ticks waits for the next one. */
	private final Flux<Long> ticks;

	private volatile Figures figures = new Figures(null, "");

	Listeners(StreamSettings settings, @Qualifier("listenerStreams") OpenStreams streams, Timeline timeline,
			ServiceGraph graph, JsonMapper json) {
		this.settings = settings;
		this.streams = streams;
		this.timeline = timeline;
		this.graph = graph;
		this.json = json;
		this.ticks = Flux.interval(Duration.ZERO, settings.pause(), Schedulers.newSingle("live", true))
			.onBackpressureDrop()
			.share();
	}

	/**
	 * Tells what happens.
	 * @param lastId the id of the last event that was heard, or {@code null}
	 * @return events, in JSON; {@link TooManyListeners} as its error
	 */
	Flux<ServerSentEvent<String>> listen(@Nullable String lastId) {
		return this.streams.bound(events(lastId));
	}

	private Flux<ServerSentEvent<String>> events(@Nullable String lastId) {
		return Flux.defer(() -> {
			var place = new Place(lastId);
			return this.ticks.onBackpressureDrop().concatMapIterable((_) -> place.next(), 1);
		});
	}

	private String figures() {
		var latest = this.graph.latest();
		var known = this.figures;
		if (!latest.at().equals(known.at)) {
			known = new Figures(latest.at(), this.json.writeValueAsString(latest));
			this.figures = known;
		}
		return known.text;
	}

	/** Where one of the listeners is in the timeline. */
	private final class Place {

		private long number;

		private long told;

		private boolean restarted;

		Place(@Nullable String lastId) {
			var timeline = Listeners.this.timeline;
			var known = (lastId != null) ? timeline.numberOf(lastId) : -1;
			this.restarted = lastId != null && known < 0;
			this.number = (known >= 0) ? Math.min(known, timeline.last())
					: Math.max(0, timeline.last() - Listeners.this.settings.before());
		}

		List<ServerSentEvent<String>> next() {
			var events = new ArrayList<ServerSentEvent<String>>();
			if (this.told == 0) {
				events.add(ServerSentEvent.<String>builder().comment("listening").retry(COMES_BACK).build());
			}
			var since = Listeners.this.timeline.since(this.number, Listeners.this.settings.atOnce());
			if (since.missed() > 0 || this.restarted) {
				events.add(event("summary", since.id(), new Summary(since.missed(), this.restarted)));
				this.restarted = false;
			}
			since.events().forEach((happening) -> events.add(event("happening", happening.id(), happening)));
			this.number = since.last();
			if (this.told++ % Listeners.this.settings.figures() == 0) {
				events.add(ServerSentEvent.builder(figures()).event("topology").build());
			}
			return events;
		}

		private ServerSentEvent<String> event(String name, String id, Object data) {
			return ServerSentEvent.builder(Listeners.this.json.writeValueAsString(data)).event(name).id(id).build();
		}

	}

	/**
	 * What is told instead of too much.
	 *
	 * @param missed how many events are not told one by one
	 * @param restarted whether this process does not know what the listener heard before
	 */
	record Summary(long missed, boolean restarted) {
	}

	private record Figures(@Nullable Instant at, String text) {
	}

}
