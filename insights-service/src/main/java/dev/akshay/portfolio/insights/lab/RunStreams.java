package dev.akshay.portfolio.insights.lab;

import java.util.function.Function;

import dev.akshay.portfolio.platform.postgres.Notifications;
import dev.akshay.portfolio.platform.web.OpenStreams;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;

/**
 * Runs as they get on. A stream ends with its run, with its time, or with the process.
 */
@Component
class RunStreams {

	private final Runs runs;

	private final Notifications notifications;

	private final LabSettings settings;

	private final OpenStreams streams;

	RunStreams(Runs runs, Notifications notifications, LabSettings settings, OpenStreams streams) {
		this.runs = runs;
		this.notifications = notifications;
		this.settings = settings;
		this.streams = streams;
	}

	/**
	 * Follows a run.
	 * @param <T> what is shown
	 * @param lab its lab
	 * @param id its id
	 * @param shown what is shown of it
	 * @return an event whenever there is something new, with a number that grows; fails
	 * with {@link TooManyStreams} if as many are open
	 */
	<T> Flux<ServerSentEvent<T>> of(String lab, String id, Function<Run, T> shown) {
		var events = changesOf(lab, id).map((run) -> event(run, shown));
		return this.streams.bound(OpenStreams.withHeartbeat(events, this.settings.heartbeat()));
	}

	// listening comes first, so that no change falls between the first look and it
	private Flux<Run> changesOf(String lab, String id) {
		var told = this.notifications.on(Runs.CHANNEL)
			.filter((payload) -> payload.equals(id) || payload.equals(Notifications.WAKE_UP));
		return Flux.merge(told, Mono.just(Notifications.WAKE_UP))
			.onBackpressureLatest()
			.concatMap((_) -> this.runs.find(lab, id), 1)
			.distinctUntilChanged(Function.identity(), Run::saysTheSameAs)
			.takeUntil((run) -> run.state().isFinal());
	}

	private static <T> ServerSentEvent<T> event(Run run, Function<Run, T> shown) {
		return ServerSentEvent.builder(shown.apply(run)).id(String.valueOf(run.told())).build();
	}

}
