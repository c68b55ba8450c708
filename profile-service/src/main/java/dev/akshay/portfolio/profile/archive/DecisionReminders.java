package dev.akshay.portfolio.profile.archive;

import java.time.Duration;

import dev.akshay.portfolio.platform.routine.Routine;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Sees to it that an import which was decided is done by everybody, whatever Kafka
 * forgets.
 */
@Component
class DecisionReminders extends Routine {

	private static final Log logger = LogFactory.getLog(DecisionReminders.class);

	private static final Duration EVERY = Duration.ofMinutes(1);

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final Importing importing;

	DecisionReminders(Importing importing) {
		super("Nobody can be reminded of an import at the moment", EVERY, EVERY, LIMIT);
		this.importing = importing;
	}

	@Override
	protected Mono<?> work() {
		return this.importing.tellAgain()
			.doOnNext((id) -> logger.warn("Told again of import %s, which is not done everywhere".formatted(id)));
	}

}
