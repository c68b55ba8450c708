package dev.akshay.portfolio.gateway.owner.oidc;

import java.time.Duration;
import java.util.Objects;

import dev.akshay.portfolio.gateway.database.OwnerDatabase;
import dev.akshay.portfolio.gateway.owner.Secret;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;

/** Browsers that are at the provider, by what their cookie says. Each comes back once. */
class SignIns {

	static final Duration LIFE = Duration.ofMinutes(10);

	private final DatabaseClient client;

	private final OwnerDatabase database;

	SignIns(DatabaseClient client, OwnerDatabase database) {
		this.client = client;
		this.database = database;
	}

	/**
	 * Remembers one.
	 * @return what its cookie says
	 */
	Mono<String> keep(SignIn signIn) {
		return Mono.defer(() -> {
			var secret = Secret.random();
			return this.database
				.ask(this.client.sql("""
						with gone as (
							delete from sign_in where begun_at < now() - make_interval(secs => :life)
						)
						insert into sign_in (fingerprint, state, nonce, verifier, redirect_uri)
						values (:fingerprint, :state, :nonce, :verifier, :redirectUri)
						""")
					.bind("life", (double) LIFE.toSeconds())
					.bind("fingerprint", Secret.fingerprint(secret))
					.bindProperties(signIn)
					.then())
				.thenReturn(secret);
		});
	}

	/**
	 * Takes one out.
	 * @param secret what its cookie says
	 * @return the browser's, empty if there is none or it took too long
	 */
	Mono<SignIn> take(String secret) {
		return this.database.ask(this.client.sql("""
				with taken as (delete from sign_in where fingerprint = :fingerprint returning *)
				select state, nonce, verifier, redirect_uri from taken
				where begun_at > now() - make_interval(secs => :life)
				""")
			.bind("life", (double) LIFE.toSeconds())
			.bind("fingerprint", Secret.fingerprint(secret))
			.map((row) -> new SignIn(text(row, "state"), text(row, "nonce"), text(row, "verifier"),
					text(row, "redirect_uri")))
			.one());
	}

	private static String text(Readable row, String column) {
		return Objects.requireNonNull(row.get(column, String.class), column);
	}

}
