package dev.akshay.portfolio.gateway.owner.token;

import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import dev.akshay.portfolio.gateway.database.OwnerDatabase;
import dev.akshay.portfolio.gateway.owner.Secret;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/** All API tokens that are not revoked. */
@Repository
public class ApiTokens {

	/** What every token starts with. */
	public static final String PREFIX = "pf_";

	private static final int ID_BYTES = 6;

	private static final Pattern FORM = Pattern.compile(PREFIX + "([0-9a-f]{12})_([A-Za-z0-9_-]{43})");

	private final DatabaseClient client;

	private final OwnerDatabase database;

	ApiTokens(DatabaseClient client, OwnerDatabase database) {
		this.client = client;
		this.database = database;
	}

	/**
	 * Makes one.
	 * @param name what it is called
	 * @param scopes what it allows
	 * @param days for how many days
	 * @return the token and what it is shown by; fails with {@link TokenNameTaken}
	 */
	public Mono<Created> create(String name, Collection<String> scopes, int days) {
		return Mono.defer(() -> {
			var id = HexFormat.of().formatHex(Secret.bytes(ID_BYTES));
			var secret = Secret.random();
			return this.database
				.ask(this.client.sql("""
						insert into api_token (id, name, fingerprint, scopes, expires_at)
						values (:id, :name, :fingerprint, :scopes, now() + make_interval(days => :days))
						returning id, name, scopes, created_at, expires_at, last_used_at
						""")
					.bind("id", id)
					.bind("name", name)
					.bind("fingerprint", Secret.fingerprint(secret))
					.bind("scopes", new TreeSet<>(scopes).toArray(String[]::new))
					.bind("days", days)
					.map(ApiTokens::token)
					.one()
					.onErrorMap(DataIntegrityViolationException.class, (_) -> new TokenNameTaken(name)))
				.map((token) -> new Created(token, PREFIX + id + '_' + secret));
		});
	}

	/**
	 * Finds the token that a program shows. That it was used is noted once a minute.
	 * @param shown what it shows
	 * @return the token, empty if it is none of ours, expired or revoked
	 */
	public Mono<ApiToken> find(String shown) {
		var parts = FORM.matcher(shown);
		if (!parts.matches()) {
			return Mono.empty();
		}
		var fingerprint = Secret.fingerprint(parts.group(2));
		return this.database.ask(this.client.sql("""
				select id, name, scopes, created_at, expires_at, last_used_at, fingerprint,
					last_used_at is null or last_used_at < now() - interval '1 minute' as unnoticed
				from api_token where id = :id and revoked_at is null and expires_at > now()
				""")
			.bind("id", parts.group(1))
			.map((row) -> new Found(token(row), column(row, "fingerprint", String.class),
					column(row, "unnoticed", Boolean.class)))
			.one()
			.filter((found) -> Secret.same(found.fingerprint(), fingerprint))
			.flatMap((found) -> found.unnoticed() ? notice(found.token()).thenReturn(found.token())
					: Mono.just(found.token())));
	}

	private Mono<Void> notice(ApiToken token) {
		return this.client.sql("update api_token set last_used_at = now() where id = :id")
			.bind("id", token.id())
			.then();
	}

	/**
	 * Lists them.
	 * @return the newest first, expired ones among them
	 */
	public Mono<List<ApiToken>> list() {
		return this.database.ask(this.client.sql("""
				select id, name, scopes, created_at, expires_at, last_used_at from api_token
				where revoked_at is null order by created_at desc, id
				""").map(ApiTokens::token).all().collectList());
	}

	/**
	 * Makes one useless.
	 * @param id its public part
	 * @return whether there was one
	 */
	public Mono<Boolean> revoke(String id) {
		return this.database.ask(this.client.sql("""
				update api_token set revoked_at = now() where id = :id and revoked_at is null
				""").bind("id", id).fetch().rowsUpdated().map((rows) -> rows > 0));
	}

	private static ApiToken token(Readable row) {
		return new ApiToken(column(row, "id", String.class), column(row, "name", String.class),
				new TreeSet<>(Set.of(column(row, "scopes", String[].class))), column(row, "created_at", Instant.class),
				column(row, "expires_at", Instant.class), row.get("last_used_at", Instant.class));
	}

	private static <T> T column(Readable row, String name, Class<T> type) {
		return Objects.requireNonNull(row.get(name, type), name);
	}

	/**
	 * A new token.
	 *
	 * @param token the token
	 * @param shown what a program shows, which nobody learns again
	 */
	public record Created(ApiToken token, String shown) {

		/** Is not for logs. */
		@Override
		public String toString() {
			return "Created[token=" + this.token + "]";
		}

	}

	private record Found(ApiToken token, String fingerprint, boolean unnoticed) {
	}

}
