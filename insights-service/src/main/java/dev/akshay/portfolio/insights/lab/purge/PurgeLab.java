package dev.akshay.portfolio.insights.lab.purge;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.akshay.portfolio.insights.lab.Lab;
import dev.akshay.portfolio.insights.lab.LabClient;
import dev.akshay.portfolio.insights.lab.purge.PurgeReport.Seen;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/**
 * Changes public content again and again, as publishing does, and reads it at the edge
 * until the change is there. Hypothesis: each change is shown within a second, and from
 * then on nobody is shown what was before.
 */
@Component
class PurgeLab implements Lab<PurgeChoice, PurgeReport> {

	static final String NAME = "purge";

	/** A change that is not seen for so long is not seen. */
	static final Duration PATIENCE = Duration.ofSeconds(5);

	/** Between two reads: what is measured is that exact. */
	private static final Duration PACE = Duration.ofMillis(1);

	private final LabClient client;

	private final Notes notes;

	PurgeLab(LabClient client, Notes notes) {
		this.client = client;
		this.notes = notes;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Class<PurgeChoice> choiceType() {
		return PurgeChoice.class;
	}

	@Override
	public Class<PurgeReport> reportType() {
		return PurgeReport.class;
	}

	@Override
	public Flux<PurgeReport> run(String run, PurgeChoice choice) {
		return this.notes.add(run)
			// one replica of the gateway: each of them keeps and forgets for itself
			.flatMapMany((id) -> this.client.replica(URI.create("http://gateway" + PurgeController.path(id)))
				.flatMapMany((address) -> changes(address, id, choice.changes())));
	}

	private Flux<PurgeReport> changes(URI address, UUID id, int changes) {
		return Flux.defer(() -> {
			var trial = new Trial(changes);
			return kept(address, 0, trial)
				.thenMany(Flux.range(1, changes)
					.concatMap((revision) -> change(address, new Note(id, revision)).doOnNext(trial::shown)
						.then(kept(address, revision, trial))
						.then(Mono.fromSupplier(trial::report)), 1))
				// what was not seen in time is part of what is found out
				.onErrorComplete(TimeoutException.class)
				.concatWith(Mono.fromSupplier(trial::conclusion));
		});
	}

	/** Publishes, and reads until that is seen. */
	private Mono<Seen> change(URI address, Note next) {
		return Mono.defer(() -> {
			var begin = System.nanoTime();
			return this.notes.publish(next.id(), next.revision()).then(Mono.defer(() -> {
				var committed = System.nanoTime();
				var stale = new AtomicInteger();
				return read(address).repeatWhen((reads) -> reads.delayElements(PACE)).filter((read) -> {
					var isShown = read.revision() == next.revision();
					if (!isShown) {
						stale.incrementAndGet();
					}
					return isShown;
				})
					.next()
					.map((_) -> new Seen(micros(committed - begin), micros(System.nanoTime() - committed), stale.get()))
					.timeout(PATIENCE);
			}));
		});
	}

	/**
	 * Reads until the edge has kept what is there, so that there is something to forget.
	 */
	private Mono<Read> kept(URI address, int revision, Trial trial) {
		return read(address).repeatWhen((reads) -> reads.delayElements(PACE)).doOnNext((read) -> {
			if (read.revision() < revision) {
				trial.wentBack();
			}
		}).filter((read) -> read.revision() == revision && read.isHit()).next().timeout(PATIENCE);
	}

	private Mono<Read> read(URI address) {
		return Mono.defer(() -> this.client.suite(HttpMethod.GET, address)
			.exchangeToMono((response) -> response.statusCode().is2xxSuccessful()
					? response.bodyToMono(Note.class)
						.map((note) -> new Read(note.revision(),
								String.join(", ", response.headers().header("Cache-Status"))))
					: response.<Read>createError()));
	}

	private static long micros(long nanos) {
		return TimeUnit.NANOSECONDS.toMicros(nanos);
	}

	/**
	 * The note was read once.
	 *
	 * @param revision which revision was shown
	 * @param cacheStatus what the answer said of the cache, empty if nothing
	 */
	private record Read(int revision, String cacheStatus) {

		boolean isHit() {
			return this.cacheStatus.contains("; hit");
		}

	}

}
