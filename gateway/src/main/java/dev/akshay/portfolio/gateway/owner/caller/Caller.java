package dev.akshay.portfolio.gateway.owner.caller;

import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.akshay.portfolio.gateway.owner.session.Session;
import dev.akshay.portfolio.gateway.owner.token.ApiToken;
import dev.akshay.portfolio.platform.owner.Scope;

/** Who asks. */
public sealed interface Caller {

	/** Anybody. */
	Caller NOBODY = new Nobody();

	/** What the owner may do herself: everything. */
	Set<String> ALL_SCOPES = Arrays.stream(Scope.values())
		.map(Scope::value)
		.collect(Collectors.collectingAndThen(Collectors.toCollection(TreeSet::new), Collections::unmodifiableSet));

	/**
	 * How the owner asks.
	 * @return {@code session}, {@code token:} and its name, or {@code nobody}
	 */
	String via();

	/**
	 * What this allows.
	 * @return the names of scopes
	 */
	Set<String> scopes();

	/** Somebody who shows nothing, or nothing that is good. */
	record Nobody() implements Caller {

		@Override
		public String via() {
			return "nobody";
		}

		@Override
		public Set<String> scopes() {
			return Set.of();
		}

	}

	/**
	 * The owner in a browser.
	 *
	 * @param session the session
	 */
	record InSession(Session session) implements Caller {

		@Override
		public String via() {
			return "session";
		}

		@Override
		public Set<String> scopes() {
			return this.session.oneTime() ? Set.of() : ALL_SCOPES;
		}

	}

	/**
	 * A program of hers.
	 *
	 * @param token what it shows
	 */
	record WithToken(ApiToken token) implements Caller {

		@Override
		public String via() {
			return "token:" + this.token.name();
		}

		@Override
		public Set<String> scopes() {
			return this.token.scopes();
		}

	}

}
