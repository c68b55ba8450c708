package dev.akshay.portfolio.platform.owner;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The owner, or a program in the owner's name.
 *
 * @param via how: {@code session} in a browser, {@code token:} and a name for a program
 * @param scopes what this caller may do
 */
public record Owner(String via, Set<Scope> scopes) {

	public Owner {
		Objects.requireNonNull(via, "via");
		scopes = Collections.unmodifiableSet(scopes);
	}

	/** Scopes that this service does not know are none of its business. */
	static Owner of(Jwt token) {
		var scopes = EnumSet.noneOf(Scope.class);
		Arrays.stream(claim(token, "scope").split(" ")).map(Scope::of).flatMap(Optional::stream).forEach(scopes::add);
		return new Owner(claim(token, "via"), scopes);
	}

	private static String claim(Jwt token, String name) {
		return Objects.requireNonNullElse(token.getClaimAsString(name), "");
	}

	/**
	 * Whether the caller may do something.
	 * @param scope what it is part of
	 * @return whether the caller's token covers it
	 */
	public boolean may(Scope scope) {
		return this.scopes.contains(scope);
	}

}
