package dev.akshay.portfolio.insights.lab;

import dev.akshay.portfolio.platform.web.PublicId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Service;

/** What can be done with runs, whichever replica is asked. */
@Service
public class LabRuns {

	private final Runs runs;

	private final RunStreams streams;

	private final LabSettings settings;

	private final JsonMapper json;

	LabRuns(Runs runs, RunStreams streams, LabSettings settings, JsonMapper json) {
		this.runs = runs;
		this.streams = streams;
		this.settings = settings;
		this.json = json;
	}

	<C, R> Mono<LabRun<R>> start(Lab<C, R> lab, C choice) {
		return Mono.defer(() -> {
			var id = PublicId.next();
			return this.runs.add(id, lab.name(), this.json.writeValueAsString(choice), this.settings.unfinished())
				.then(Mono.defer(() -> find(lab, id)));
		});
	}

	/** Fails with {@link UnknownRun} if there is none, or not any more. */
	<R> Mono<LabRun<R>> find(Lab<?, R> lab, String id) {
		return run(lab, id).map((run) -> shown(lab, run));
	}

	/**
	 * A run from now on to its end.
	 * @param lastEventId what the asker has seen of it, if she was here before
	 * @return the stream, or empty if she has seen all of it; fails with
	 * {@link UnknownRun} if there is no such run
	 */
	<R> Mono<Flux<ServerSentEvent<LabRun<R>>>> follow(Lab<?, R> lab, String id, @Nullable String lastEventId) {
		return run(lab, id).filter((run) -> !run.state().isFinal() || !String.valueOf(run.told()).equals(lastEventId))
			.map((_) -> this.streams.of(lab.name(), id, (run) -> shown(lab, run)));
	}

	private Mono<Run> run(Lab<?, ?> lab, String id) {
		return this.runs.find(lab.name(), id).switchIfEmpty(Mono.error(UnknownRun::new));
	}

	private <R> LabRun<R> shown(Lab<?, R> lab, Run run) {
		var report = (run.report() != null) ? this.json.readValue(run.report(), lab.reportType()) : null;
		var ahead = (run.state() == LabRun.State.QUEUED) ? run.ahead() : null;
		return new LabRun<>(run.id(), run.lab(), run.state(), ahead, report, run.failure(), run.queuedAt(),
				run.startedAt(), run.endedAt());
	}

}
