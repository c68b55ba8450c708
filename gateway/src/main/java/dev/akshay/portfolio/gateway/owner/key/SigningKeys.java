package dev.akshay.portfolio.gateway.owner.key;

import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.akshay.portfolio.gateway.database.OwnerDatabase;
import dev.akshay.portfolio.gateway.database.OwnerUnavailable;
import dev.akshay.portfolio.gateway.owner.Secret;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * The keys that all replicas sign with. A new one is shown before it is used, and an old
 * one as long as somebody may hold a token of it.
 */
@Component
class SigningKeys {

	/** What was signed last expires, and others forget what they were shown. */
	private static final Duration KEPT = Duration.ofMinutes(15);

	private final DatabaseClient client;

	private final OwnerDatabase database;

	private final KeySettings settings;

	private final Mono<List<Known>> known;

	private volatile @Nullable List<Known> last;

	SigningKeys(DatabaseClient client, OwnerDatabase database, KeySettings settings) {
		this.client = client;
		this.database = database;
		this.settings = settings;
		this.known = Mono.defer(this::load)
			.doOnNext((keys) -> this.last = keys)
			.cache((_) -> settings.refresh(), (_) -> Duration.ZERO, () -> Duration.ZERO);
	}

	/** The key to sign with. */
	Mono<ECKey> current() {
		return this.known.map((keys) -> keys.stream().filter(Known::active).findFirst().orElseGet(keys::getLast).key());
	}

	/**
	 * All that tokens may be signed with; those known last while the database is away.
	 */
	Mono<List<ECKey>> all() {
		return this.known.onErrorResume(OwnerUnavailable.class, (unavailable) -> {
			var before = this.last;
			return (before != null) ? Mono.just(before) : Mono.error(unavailable);
		}).map((keys) -> keys.stream().map(Known::key).toList());
	}

	private Mono<List<Known>> load() {
		return select().flatMap((keys) -> keys.stream().anyMatch(Known::latest) ? Mono.just(keys)
				: generate().flatMap(this::add).then(forget()).then(select()));
	}

	/** The newest first. */
	private Mono<List<Known>> select() {
		return this.database.ask(this.client.sql("""
				select jwk, created_at < now() - make_interval(secs => :activation) as active,
					period = floor(extract(epoch from now()) / :rotation) as latest
				from signing_key order by period desc
				""")
			.bind("activation", seconds(this.settings.activation()))
			.bind("rotation", seconds(this.settings.rotation()))
			.map(SigningKeys::known)
			.all()
			.collectList());
	}

	/** Of several replicas that make one for the same period, the first counts. */
	private Mono<Void> add(ECKey key) {
		return this.database.ask(this.client.sql("""
				insert into signing_key (id, period, jwk)
				values (:id, floor(extract(epoch from now()) / :rotation), :jwk)
				on conflict do nothing
				""")
			.bind("id", key.getKeyID())
			.bind("rotation", seconds(this.settings.rotation()))
			.bind("jwk", key.toJSONString())
			.then());
	}

	private Mono<Void> forget() {
		return this.database.ask(this.client.sql("""
				delete from signing_key old using signing_key newer
				where newer.period > old.period and newer.created_at < now() - make_interval(secs => :kept)
				""").bind("kept", seconds(this.settings.activation().plus(KEPT))).then());
	}

	private static Mono<ECKey> generate() {
		return Mono.fromCallable(SigningKeys::newKey).subscribeOn(Schedulers.boundedElastic());
	}

	private static ECKey newKey() throws JOSEException {
		return new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE)
			.algorithm(JWSAlgorithm.ES256)
			.keyID(Secret.random().substring(0, 16))
			.generate();
	}

	private static Known known(Readable row) {
		try {
			return new Known(ECKey.parse(Objects.requireNonNull(row.get("jwk", String.class))), isTrue(row, "active"),
					isTrue(row, "latest"));
		}
		catch (ParseException ex) {
			throw new IllegalStateException("a signing key cannot be read", ex);
		}
	}

	private static boolean isTrue(Readable row, String column) {
		return Boolean.TRUE.equals(row.get(column, Boolean.class));
	}

	private static double seconds(Duration duration) {
		return duration.toSeconds();
	}

	private record Known(ECKey key, boolean active, boolean latest) {

		/** Is not for logs. */
		@Override
		public String toString() {
			return "Known[id=" + this.key.getKeyID() + "]";
		}

	}

}
