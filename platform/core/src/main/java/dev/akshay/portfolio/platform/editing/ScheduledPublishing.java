package dev.akshay.portfolio.platform.editing;

import java.time.Duration;

import dev.akshay.portfolio.platform.routine.Routine;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/**
 * Publishes what is due, and after a start what became due in the meantime. Replicas do
 * not have to know of each other: each item is published by whoever locks it first.
 */
class ScheduledPublishing extends Routine {

	private static final Log logger = LogFactory.getLog(ScheduledPublishing.class);

	/** A few transactions, each with a limit of its own. */
	private static final Duration LIMIT = Duration.ofMinutes(5);

	private final Editing<?> editing;

	ScheduledPublishing(Editing<?> editing, EditingSettings settings) {
		super("What is due cannot be published at the moment, trying again", Duration.ZERO, settings.schedule(), LIMIT);
		this.editing = editing;
	}

	@Override
	protected Mono<?> work() {
		return this.editing.publishDue()
			// one that cannot be published stays due, and holds up none behind it
			.concatMapDelayError(
					(due) -> due.doOnNext((slug) -> logger.info("Published %s as scheduled".formatted(slug))))
			.then()
			// the first of several says why
			.onErrorMap(Exceptions::isMultiple, (all) -> all.getSuppressed()[0]);
	}

}
