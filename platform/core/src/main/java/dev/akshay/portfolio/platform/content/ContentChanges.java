package dev.akshay.portfolio.platform.content;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;

import dev.akshay.portfolio.platform.kept.Forgetting;
import dev.akshay.portfolio.platform.messaging.CloudEvent;
import dev.akshay.portfolio.platform.outbox.Outbox;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells every process that content changed. Used as the last thing inside the transaction
 * of the change: the event leaves exactly if the change commits, and carries about the
 * time of that.
 */
public class ContentChanges {

	/** Where changes are published. */
	public static final String TOPIC = "portfolio.content.changes";

	private static final String PUBLISHED = "dev.akshay.portfolio.content.published.v1";

	private static final String REMOVED = "dev.akshay.portfolio.content.removed.v1";

	private final Outbox outbox;

	private final @Nullable Forgetting forgetting;

	private final String service;

	private final Clock clock;

	ContentChanges(Outbox outbox, @Nullable Forgetting forgetting, String service, Clock clock) {
		this.outbox = outbox;
		this.forgetting = forgetting;
		this.service = service;
		this.clock = clock;
	}

	/**
	 * Tells what changed.
	 * @param published ids of content that is new or another than before
	 * @param removed ids of content that is gone
	 * @return completes when all of it is in the outbox
	 */
	public Mono<Void> tell(Collection<String> published, Collection<String> removed) {
		if (published.isEmpty() && removed.isEmpty()) {
			return Mono.empty();
		}
		// in whatever order: this process forgets before it wakes its relay, see
		// Forgetting
		return forget().thenMany(Flux.concat(tell(PUBLISHED, published), tell(REMOVED, removed))).then();
	}

	private Mono<Void> forget() {
		return (this.forgetting != null) ? this.forgetting.withCommit() : Mono.empty();
	}

	private Flux<Void> tell(String type, Collection<String> ids) {
		return Flux.fromIterable(ids)
			.concatMap((id) -> this.outbox.publish(TOPIC, CloudEvent.of(this.service, type, id,
					this.clock.instant().truncatedTo(ChronoUnit.MILLIS), ContentChange.of(id))));
	}

}
