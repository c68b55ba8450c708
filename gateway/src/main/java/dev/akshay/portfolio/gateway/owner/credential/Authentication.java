package dev.akshay.portfolio.gateway.owner.credential;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Proves that somebody is the owner, and changes what it is proved by. */
@Component
public class Authentication {

	private final Credentials credentials;

	private final Passwords passwords;

	private final Clock clock;

	private final BackOff backOff;

	private final Counter failures;

	Authentication(Credentials credentials, Passwords passwords, ObjectProvider<Clock> clock, MeterRegistry meters) {
		this.credentials = credentials;
		this.passwords = passwords;
		this.clock = clock.getIfAvailable(Clock::systemUTC);
		this.backOff = new BackOff(this.clock);
		this.failures = Counter.builder("portfolio.owner.failures")
			.description("Passwords and codes that were wrong")
			.register(meters);
	}

	/**
	 * Tries a password, and a code if there is a second factor, of a guess that was
	 * {@linkplain #admitted admitted}. What is wrong changes neither the answer nor the
	 * work. A one-time password is right once.
	 * @param password the password
	 * @param code the code, if one was given
	 * @param network where it comes from
	 * @return if it is the owner, since when the password has been the password: a log-in
	 * holds only as long as it is the same; fails with {@link WrongCredentials} or
	 * {@link TooManyGuesses}
	 */
	public Mono<Instant> prove(String password, @Nullable String code, String network) {
		return this.credentials.find()
			.singleOptional()
			.flatMap((known) -> proves(known, password, code).flatMap(this::judged)
				.then(Mono.defer(() -> this.credentials.remember(network)))
				.then(Mono.fromSupplier(() -> known.orElseThrow().changedAt())));
	}

	private Mono<Boolean> proves(Optional<Credential> known, String password, @Nullable String code) {
		return this.passwords.matches(password, known.map(Credential::hash).orElse(null))
			.flatMap((right) -> known.isPresent() && right ? counts(known.get(), code) : Mono.just(false))
			.flatMap((right) -> right && known.orElseThrow().oneTime() ? this.credentials.spend(known.get().hash())
					: Mono.just(right));
	}

	/**
	 * Lets one guess be made, or not. It counts as wrong until it has been right. Who
	 * logged in from a network before does not wait there for what others did.
	 * @param network where it comes from
	 * @return completes if one may be made now; fails with {@link TooManyGuesses}
	 */
	public Mono<Void> admitted(String network) {
		return Mono.defer(() -> {
			var wait = this.backOff.begin();
			return wait.isZero() ? Mono.<Void>empty()
					: this.credentials.knows(network)
						.flatMap((known) -> known ? Mono.<Void>fromRunnable(this.backOff::failed)
								: Mono.error(TooManyGuesses.inARow(wait)));
		});
	}

	private Mono<Boolean> counts(Credential known, @Nullable String code) {
		var secret = known.secondFactor();
		if (secret == null) {
			return Mono.just(true);
		}
		var step = Totp.step(Credential.bytes(secret), (code != null) ? code : "", this.clock.instant());
		return step.isPresent() ? this.credentials.use(step.getAsLong()) : Mono.just(false);
	}

	private Mono<Void> judged(boolean right) {
		if (right) {
			this.backOff.succeeded();
			return Mono.empty();
		}
		this.failures.increment();
		return Mono.error(WrongCredentials::new);
	}

	/**
	 * Chooses another password. All other sessions end.
	 * @param current the one before
	 * @param next the new one
	 * @param session the fingerprint of the session that stays
	 * @param network where it comes from
	 * @return completes when it holds; fails with {@link WrongCredentials},
	 * {@link TooManyGuesses} or {@link InvalidInput}
	 */
	public Mono<Void> change(String current, String next, String session, String network) {
		return admitted(network).then(this.credentials.find().singleOptional())
			.flatMap((known) -> this.passwords.matches(current, known.map(Credential::hash).orElse(null))
				.flatMap(this::judged)
				.then(Mono
					.defer(() -> current.equals(next) ? Mono.<Void>error(notNew()) : replace(known, next, session))));
	}

	private static InvalidInput notNew() {
		return InvalidInput.invalid(List.of(new FieldError("next", "must be another one than before")));
	}

	private Mono<Void> replace(Optional<Credential> known, String next, String session) {
		return this.passwords.hash(next)
			.flatMap((hash) -> this.credentials.replace(known.map(Credential::hash).orElse(""), hash, session))
			.flatMap((replaced) -> replaced ? Mono.<Void>empty() : Mono.error(WrongCredentials::new));
	}

	/**
	 * Whether the owner chose her password.
	 * @return {@code false} also where there is none yet
	 */
	public Mono<Boolean> isPasswordChosen() {
		return this.credentials.find().map((known) -> !known.oneTime()).defaultIfEmpty(false);
	}

	/**
	 * Sets a password that has to be changed at once, ends all sessions and turns the
	 * second factor off.
	 * @param password the password
	 * @return completes when it holds
	 */
	public Mono<Void> reset(String password) {
		return this.passwords.hash(password)
			.flatMap(this.credentials::reset)
			.doOnSuccess((_) -> this.backOff.succeeded());
	}

	/**
	 * Makes the secret of a second factor, which is off until a code confirms it.
	 * @return the secret, which is shown this once; fails with a 409 if there is a second
	 * factor already
	 */
	public Mono<Offer> offerSecondFactor() {
		var secret = Totp.secret();
		return this.credentials.offer(secret)
			.flatMap((offered) -> offered ? Mono.just(Offer.of(Totp.base32(secret))) : Mono.error(SecondFactorOn::new));
	}

	/**
	 * Turns the second factor on.
	 * @param code a code of the secret that was offered last
	 * @param network where it comes from
	 * @return completes when it is on; fails with {@link WrongCredentials} or
	 * {@link TooManyGuesses}
	 */
	public Mono<Void> turnOn(String code, String network) {
		return admitted(network).then(this.credentials.find()).mapNotNull(Credential::offered).flatMap((offered) -> {
			var step = Totp.step(Credential.bytes(offered), code, this.clock.instant());
			return step.isPresent() ? this.credentials.confirm(offered, step.getAsLong()) : Mono.just(false);
		}).defaultIfEmpty(false).flatMap(this::judged);
	}

	/**
	 * Turns the second factor off.
	 * @param code a code of its secret
	 * @param network where it comes from
	 * @return completes when it is off; fails with {@link WrongCredentials} or
	 * {@link TooManyGuesses}
	 */
	public Mono<Void> turnOff(String code, String network) {
		return admitted(network).then(this.credentials.find())
			.filter((known) -> known.secondFactor() != null)
			.flatMap((known) -> counts(known, code))
			.filter(Boolean::booleanValue)
			.flatMap((_) -> this.credentials.turnOff())
			.defaultIfEmpty(false)
			.flatMap(this::judged);
	}

	/**
	 * What an authenticator app needs.
	 *
	 * @param secret the secret in Base32, to be typed
	 * @param uri the same as a URI
	 * @param qr the URI as a QR code, a picture in SVG
	 */
	@Schema(name = "SecondFactorOffer")
	public record Offer(@Schema(description = "In Base32, to be typed") String secret,
			@Schema(description = "For an app on the same device") URI uri,
			@Schema(description = "The URI as a QR code, a picture in SVG") String qr) {

		static Offer of(String secret) {
			var uri = "otpauth://totp/Portfolio:owner?secret=%s&issuer=Portfolio".formatted(secret);
			return new Offer(secret, URI.create(uri), QrPicture.svg(uri));
		}

		/** Is not for logs. */
		@Override
		public String toString() {
			return "Offer";
		}

	}

}
