package dev.akshay.portfolio.platform.content;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.akshay.portfolio.platform.routine.Routine;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.SpringProperties;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Loads the content before the service serves, and again whenever a file changed. It
 * looks instead of being notified: notifications of file systems do not cross containers
 * and network mounts, and a look at a few dozen files costs nothing. What reads files
 * blocks, and runs on threads that may.
 */
class ContentWatch extends Routine implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ContentWatch.class);

	private static final Duration LIMIT = Duration.ofMinutes(2);

	/** An editor that saves, or a checkout that replaces many files, is done by then. */
	private static final Duration SETTLING = Duration.ofMillis(100);

	private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

	/** Then what is there is tried, though somebody is still writing. */
	private static final int MOST_LOOKS = 20;

	private final List<ContentLoader> loaders;

	private final ContentFiles files;

	private final Path location;

	private volatile FolderState loaded = new FolderState(Map.of());

	ContentWatch(List<ContentLoader> loaders, ContentFiles files, ContentSettings settings) {
		super("The content cannot be loaded at the moment, trying again", settings.watch(), settings.watch(), LIMIT);
		this.loaders = loaders;
		this.files = files;
		this.location = settings.location();
	}

	// on the main thread, while nothing is served yet: the one place that waits
	@Override
	public void afterSingletonsInstantiated() {
		if ("onRefresh".equalsIgnoreCase(SpringProperties.getProperty(DefaultLifecycleProcessor.EXIT_PROPERTY_NAME))) {
			// a start that only writes down what it loads has neither content nor a
			// database
			return;
		}
		// first, so that a change while the files are read is seen by the next look
		this.loaded = FolderState.of(this.location);
		// a database that starts beside this, or is slow to answer while everything does
		load()
			.retryWhen(Retry.fixedDelay(Long.MAX_VALUE, BETWEEN_TRIES)
				.filter(ContentWatch::isOutage)
				.doBeforeRetry((retry) -> failed(retry.failure())))
			.block(LIMIT);
		succeeded();
	}

	private static boolean isOutage(Throwable failure) {
		return failure instanceof DataAccessResourceFailureException || failure instanceof TransientDataAccessException
				|| failure instanceof CannotCreateTransactionException;
	}

	@Override
	protected Mono<?> work() {
		return look().filter((state) -> !state.equals(this.loaded))
			.flatMap((state) -> settled(state, 1))
			.flatMap(this::load);
	}

	private Mono<FolderState> look() {
		return Mono.fromCallable(() -> FolderState.of(this.location)).subscribeOn(Schedulers.boundedElastic());
	}

	private Mono<FolderState> settled(FolderState state, int looks) {
		return Mono.delay(SETTLING)
			.then(look())
			.flatMap(
					(next) -> (next.equals(state) || looks >= MOST_LOOKS) ? Mono.just(next) : settled(next, looks + 1));
	}

	private Mono<Void> load(FolderState state) {
		return load().subscribeOn(Schedulers.boundedElastic())
			.doOnSuccess((_) -> logger.info("The content changed and is loaded"))
			.onErrorResume(InvalidContent.class, (faults) -> Mono.fromRunnable(() -> logger
				.warn("The content has faults, what was loaded before stays:\n" + String.join("\n", faults.faults()))))
			.doOnSuccess((_) -> this.loaded = state);
	}

	private Mono<Void> load() {
		return Flux.fromIterable(this.loaders).concatMap((loader) -> loader.load(this.files)).then();
	}

}
