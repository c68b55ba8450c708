package dev.akshay.portfolio.gateway.edge;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;

import dev.akshay.portfolio.platform.messaging.CloudEvent;
import dev.akshay.portfolio.platform.messaging.EventPublisher;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.kafka.KafkaException;
import org.springframework.stereotype.Component;

/**
 * Tells that this replica has forgotten what changed, so that whoever watches a change
 * sees how far it has come. Nothing waits for it, and nothing is missing without.
 */
@Component
class PurgeReports {

	static final String TOPIC = "portfolio.edge.purges";

	static final String TYPE = "dev.akshay.portfolio.edge.purged.v1";

	/** What is older is read again after a start, and nobody waits for it. */
	private static final Duration FRESH = Duration.ofMinutes(1);

	private static final Log logger = LogFactory.getLog(PurgeReports.class);

	private final EventPublisher events;

	private final Clock clock;

	PurgeReports(EventPublisher events, ObjectProvider<Clock> clock) {
		this.events = events;
		this.clock = clock.getIfAvailable(Clock::systemUTC);
	}

	/**
	 * Tells it. May block while the broker is unknown, so not for event loops.
	 * @param change the event by which it was heard of
	 * @param tags what was forgotten
	 * @param replica who forgot it
	 */
	void tell(CloudEvent<?> change, Set<String> tags, String replica) {
		var now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
		if (change.time().isBefore(now.minus(FRESH))) {
			return;
		}
		var purged = new Purged(change.subject(), tags, change.id(), replica);
		try {
			var _ = this.events.publish(TOPIC, CloudEvent.of("gateway", TYPE, change.subject(), now, purged))
				.whenComplete((_, failure) -> note(change, failure));
		}
		catch (KafkaException ex) {
			note(change, ex);
		}
	}

	private static void note(CloudEvent<?> change, @Nullable Throwable failure) {
		if (failure != null) {
			logger.debug("that %s was purged is not told".formatted(change.subject()), failure);
		}
	}

	/**
	 * What was forgotten.
	 *
	 * @param id what changed
	 * @param tags what responses carried that showed it
	 * @param change the id of the event by which it was heard of
	 * @param replica who forgot it: the consumer group that it alone is in
	 */
	record Purged(String id, Set<String> tags, String change, String replica) {
	}

}
