package dev.akshay.portfolio.gateway.owner.credential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import dev.akshay.portfolio.gateway.database.OwnerDatabase;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Gives the owner a password to begin with, which she has to change. */
@Component
class FirstPassword implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(FirstPassword.class);

	private static final Duration PAUSE = Duration.ofSeconds(2);

	private final CredentialSettings settings;

	private final OwnerDatabase database;

	private final Credentials credentials;

	private final Passwords passwords;

	private @Nullable Disposable waiting;

	FirstPassword(CredentialSettings settings, OwnerDatabase database, Credentials credentials, Passwords passwords) {
		this.settings = settings;
		this.database = database;
		this.credentials = credentials;
		this.passwords = passwords;
	}

	@Override
	public synchronized void start() {
		var file = this.settings.firstPasswordFile();
		if (file == null) {
			return;
		}
		this.waiting = this.database.ready()
			.then(Mono.defer(() -> this.credentials.find().hasElement())
				.flatMap((known) -> known ? Mono.just(false) : set(file))
				.retryWhen(Retry.backoff(Long.MAX_VALUE, PAUSE)
					.maxBackoff(PAUSE.multipliedBy(15))
					.filter((error) -> !(error instanceof IOException))))
			.subscribe((_) -> {
			}, (error) -> logger.warn("There is no first password: %s cannot be read".formatted(file)));
	}

	private Mono<Boolean> set(Path file) {
		return Mono.fromCallable(() -> Files.readString(file).strip())
			.subscribeOn(Schedulers.boundedElastic())
			.filter((password) -> !password.isEmpty())
			.flatMap(this.passwords::hash)
			.flatMap(this.credentials::addFirst);
	}

	@Override
	public synchronized void stop() {
		if (this.waiting != null) {
			this.waiting.dispose();
			this.waiting = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.waiting != null;
	}

}
