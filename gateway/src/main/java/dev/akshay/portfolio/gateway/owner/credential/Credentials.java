package dev.akshay.portfolio.gateway.owner.credential;

import dev.akshay.portfolio.gateway.database.OwnerDatabase;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/** The one credential there is, and where it was used. */
@Repository
class Credentials {

	private final DatabaseClient client;

	private final OwnerDatabase database;

	Credentials(DatabaseClient client, OwnerDatabase database) {
		this.client = client;
		this.database = database;
	}

	/** Empty if there is none yet. */
	Mono<Credential> find() {
		return this.database.ask(this.client.sql("""
				select hash, one_time, changed_at, encode(totp_secret, 'hex') as second_factor,
					encode(totp_offered, 'hex') as offered
				from credential
				""").mapProperties(Credential.class).one());
	}

	/** Becomes the password if there is none yet. */
	Mono<Boolean> addFirst(String hash) {
		return changed(this.client.sql("""
				insert into credential (hash, one_time) values (:hash, true) on conflict do nothing
				""").bind("hash", hash));
	}

	/**
	 * Becomes the password, whatever was before; without a second factor. All sessions
	 * end with it.
	 */
	Mono<Void> reset(String hash) {
		return this.database.ask(this.client
			.sql("""
					with gone as (delete from session)
					insert into credential (hash, one_time) values (:hash, true)
					on conflict (single) do update set hash = excluded.hash, one_time = true, spent = false, totp_secret = null,
						totp_offered = null, changed_at = now()
					""")
			.bind("hash", hash)
			.then());
	}

	/**
	 * Replaces one password by another that is not to be changed. Sessions end with it,
	 * all but one: whoever knew the password before is out as soon as it is another one.
	 * A session that begins at the same moment is not seen here, and does not open
	 * anything: it belongs to the password before.
	 */
	Mono<Boolean> replace(String before, String hash, String stays) {
		return this.database.ask(this.client.sql("""
				with changed as (
					update credential set hash = :hash, one_time = false, changed_at = now() where hash = :before
					returning changed_at
				), staying as (
					update session set password_since = changed.changed_at from changed
					where fingerprint = :stays and not provider
				), gone as (
					delete from session where fingerprint <> :stays and exists (select from changed)
				)
				select count(*) > 0 from changed
				""").bind("hash", hash).bind("before", before).bind("stays", stays).mapValue(Boolean.class).one());
	}

	/**
	 * Uses a one-time password up. Only one of two at the same time succeeds, and none if
	 * there is another by now.
	 */
	Mono<Boolean> spend(String hash) {
		return changed(
				this.client.sql("update credential set spent = true where hash = :hash and one_time and not spent")
					.bind("hash", hash));
	}

	Mono<Boolean> offer(byte[] secret) {
		return changed(this.client.sql("update credential set totp_offered = :secret where totp_secret is null")
			.bind("secret", secret));
	}

	/** Turns the second factor on, with the secret that was offered last. */
	Mono<Boolean> confirm(String offered, long step) {
		return changed(this.client.sql("""
				update credential set totp_secret = totp_offered, totp_offered = null, totp_step = :step
				where totp_offered = decode(:offered, 'hex') and totp_secret is null
				""").bind("step", step).bind("offered", offered));
	}

	Mono<Boolean> turnOff() {
		return changed(this.client.sql("update credential set totp_secret = null where totp_secret is not null"));
	}

	/** Uses a code up. Only one of two at the same time succeeds. */
	Mono<Boolean> use(long step) {
		return changed(
				this.client.sql("update credential set totp_step = :step where totp_step < :step").bind("step", step));
	}

	Mono<Void> remember(String network) {
		return this.database.ask(this.client.sql("""
				insert into known_network (network) values (:network)
				on conflict (network) do update set seen_at = now()
				""").bind("network", network).then());
	}

	Mono<Boolean> knows(String network) {
		return this.database.ask(this.client.sql("""
				select 1 from known_network where network = :network and seen_at > now() - interval '90 days'
				""").bind("network", network).map((_) -> true).one().defaultIfEmpty(false));
	}

	private Mono<Boolean> changed(DatabaseClient.GenericExecuteSpec statement) {
		return this.database.ask(statement.fetch().rowsUpdated().map((rows) -> rows > 0));
	}

}
