package dev.akshay.portfolio.gateway.owner.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import dev.akshay.portfolio.gateway.database.OwnerDatabase;
import dev.akshay.portfolio.gateway.owner.Secret;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/** All browsers that are logged in. */
@Repository
public class Sessions {

	private final DatabaseClient client;

	private final OwnerDatabase database;

	private final SessionSettings settings;

	Sessions(DatabaseClient client, OwnerDatabase database, SessionSettings settings) {
		this.client = client;
		this.database = database;
		this.settings = settings;
	}

	/**
	 * Begins one. It is over with the password by which it began: who was let in by one
	 * that is changed at the same moment is not in.
	 * @param password since when the password has been the password, {@code null} if a
	 * provider said who it is
	 * @return what its cookie says, which nobody learns again; empty if there is another
	 * password by now
	 */
	public Mono<String> begin(@Nullable Instant password) {
		return Mono.defer(() -> {
			var secret = Secret.random();
			return this.database
				.ask(this.client.sql("""
						with gone as (
							delete from session where created_at < now() - make_interval(secs => :longest)
								or seen_at < now() - make_interval(secs => :idle)
						)
						insert into session (fingerprint, provider, password_since)
						select :fingerprint, :password::timestamptz is null, :password::timestamptz
						where :password::timestamptz is null
							or exists (select from credential where changed_at = :password::timestamptz)
						""")
					.bind("longest", seconds(this.settings.longest()))
					.bind("idle", seconds(this.settings.idle()))
					.bind("fingerprint", Secret.fingerprint(secret))
					.bind("password", Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, password))
					.fetch()
					.rowsUpdated())
				.filter((rows) -> rows > 0)
				.map((_) -> secret);
		});
	}

	/**
	 * Finds the session of a cookie. That it was used is noted once a minute.
	 * @param secret what the cookie says
	 * @return the session, empty if there is none or it is over
	 */
	public Mono<Session> find(String secret) {
		var fingerprint = Secret.fingerprint(secret);
		return this.database.ask(this.client.sql("""
				select c.one_time and not s.provider as one_time, c.totp_secret is not null as second_factor,
					s.seen_at < now() - interval '1 minute' as unnoticed,
					least(s.created_at + make_interval(secs => :longest),
						now() + make_interval(secs => :idle)) as expires_at
				from session s left join credential c on c.single
				where s.fingerprint = :fingerprint and (s.provider or s.password_since = c.changed_at)
					and s.created_at > now() - make_interval(secs => :longest)
					and s.seen_at > now() - make_interval(secs => :idle)
				""")
			.bind("longest", seconds(this.settings.longest()))
			.bind("idle", seconds(this.settings.idle()))
			.bind("fingerprint", fingerprint)
			.map((row) -> new Found(session(fingerprint, csrf(secret), row), isTrue(row, "unnoticed")))
			.one()
			.flatMap((found) -> found.unnoticed() ? notice(fingerprint).thenReturn(found.session())
					: Mono.just(found.session())));
	}

	private Mono<Void> notice(String fingerprint) {
		return this.client.sql("update session set seen_at = now() where fingerprint = :fingerprint")
			.bind("fingerprint", fingerprint)
			.then();
	}

	/**
	 * Ends one.
	 * @param session the session
	 * @return completes when it is over
	 */
	public Mono<Void> end(Session session) {
		return this.database.ask(this.client.sql("delete from session where fingerprint = :fingerprint")
			.bind("fingerprint", session.fingerprint())
			.then());
	}

	/**
	 * Ends all.
	 * @return completes when they are over
	 */
	public Mono<Void> endAll() {
		return this.database.ask(this.client.sql("delete from session").then());
	}

	private static Session session(String fingerprint, String csrf, Readable row) {
		return new Session(fingerprint, csrf, isTrue(row, "one_time"), isTrue(row, "second_factor"),
				Objects.requireNonNull(row.get("expires_at", Instant.class)));
	}

	/** Known to whoever has the cookie, and tells nothing about it. */
	private static String csrf(String secret) {
		return Secret.fingerprint("csrf " + secret);
	}

	private static boolean isTrue(Readable row, String column) {
		return Boolean.TRUE.equals(row.get(column, Boolean.class));
	}

	private static double seconds(Duration duration) {
		return duration.toSeconds();
	}

	private record Found(Session session, boolean unnoticed) {
	}

}
