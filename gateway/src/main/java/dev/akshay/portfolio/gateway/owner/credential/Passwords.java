package dev.akshay.portfolio.gateway.owner.credential;

import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;

import dev.akshay.portfolio.gateway.owner.Secret;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with Argon2id (<a href="https://www.rfc-editor.org/rfc/rfc9106">RFC
 * 9106</a>). One at a time: each takes 19 MiB and all of a processor for a moment, and a
 * few may wait.
 */
@Component
class Passwords implements DisposableBean {

	private static final int SALT_BYTES = 16;

	private static final int HASH_BYTES = 32;

	private static final int MEMORY_KIB = 19 * 1024;

	private static final int ITERATIONS = 2;

	private static final int WAITING = 8;

	/** Costs the same to try as any other, and nothing fits. */
	static final String NOBODYS = "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s".formatted(MEMORY_KIB, ITERATIONS,
			random(SALT_BYTES), random(HASH_BYTES));

	private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, MEMORY_KIB,
			ITERATIONS);

	private final Scheduler hashing = Schedulers.newBoundedElastic(1, WAITING, "passwords");

	private static String random(int bytes) {
		return Base64.getEncoder().withoutPadding().encodeToString(Secret.bytes(bytes));
	}

	/**
	 * Hashes a password.
	 * @param password the password
	 * @return its hash; fails with {@link TooManyGuesses} if too many wait already
	 */
	Mono<String> hash(String password) {
		return work(() -> this.encoder.encode(normal(password)));
	}

	/**
	 * Tries a password.
	 * @param password what somebody says
	 * @param hash the right one's hash, or {@code null} if there is none, which takes as
	 * long
	 * @return whether it is right; fails with {@link TooManyGuesses} if too many wait
	 * already
	 */
	Mono<Boolean> matches(String password, @Nullable String hash) {
		return work(() -> this.encoder.matches(normal(password), (hash != null) ? hash : NOBODYS) && hash != null);
	}

	private <T> Mono<T> work(Callable<T> work) {
		return Mono.fromCallable(work)
			.subscribeOn(this.hashing)
			.onErrorMap(RejectedExecutionException.class, (_) -> TooManyGuesses.atTheSameTime());
	}

	/** The same letters are the same password, whatever a keyboard makes of them. */
	private static String normal(String password) {
		return Normalizer.normalize(password, Normalizer.Form.NFC);
	}

	@Override
	public void destroy() {
		this.hashing.dispose();
	}

}
