package dev.akshay.portfolio.platform.kept;

import dev.akshay.portfolio.platform.postgres.Notifications;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;

/**
 * Makes every replica forget what it keeps, when a change commits: this one as part of
 * the commit, the others by a notification that PostgreSQL sends with it.
 */
public class Forgetting implements SmartLifecycle {

	private static final String CHANNEL = "content";

	private final KeptAnswers kept;

	private final Notifications notifications;

	private final DatabaseClient database;

	private @Nullable Disposable listening;

	Forgetting(KeptAnswers kept, Notifications notifications, DatabaseClient database) {
		this.kept = kept;
		this.notifications = notifications;
		this.database = database;
	}

	static KeptAnswers keptAnswers(KeptAnswersSettings settings, Notifications notifications) {
		return new KeptAnswers(settings, () -> notifications.hears(CHANNEL));
	}

	/**
	 * Makes every replica forget all it keeps if the current transaction commits.
	 * @return completes when that is arranged
	 */
	public Mono<Void> withCommit() {
		return TransactionSynchronizationManager.forCurrentTransaction()
			.doOnNext((transaction) -> transaction.registerSynchronization(new TransactionSynchronization() {

				// all of these come before any afterCompletion, in which the relay of the
				// outbox is woken: what it tells the edge, this replica no longer keeps
				@Override
				public Mono<Void> afterCommit() {
					return Mono.fromRunnable(Forgetting.this.kept::forget);
				}

			}))
			.then(this.database.sql("select pg_notify('%s', 'changed')".formatted(CHANNEL)).then());
	}

	@Override
	public synchronized void start() {
		this.listening = this.notifications.on(CHANNEL).subscribe((told) -> {
			if (told.equals(Notifications.WAKE_UP)) {
				this.kept.doubt();
			}
			else {
				this.kept.forget();
			}
		});
	}

	@Override
	public synchronized void stop() {
		if (this.listening != null) {
			this.listening.dispose();
			this.listening = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.listening != null;
	}

	@Override
	public int getPhase() {
		return Notifications.PHASE + 1;
	}

}
