package dev.akshay.portfolio.gateway.owner.api;

import java.util.List;

import dev.akshay.portfolio.gateway.owner.audit.Audit;
import dev.akshay.portfolio.gateway.owner.caller.Caller;
import dev.akshay.portfolio.gateway.owner.credential.Authentication;
import dev.akshay.portfolio.gateway.owner.token.ApiTokens;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/**
 * For whoever works at the machine itself, on the management port: sets a one-time
 * password, makes and revokes API tokens. {@link MachineGuard} stands in front of it.
 */
@Component
@Endpoint(id = "owner")
class OwnerEndpoint {

	private static final String PASSWORD = "password";

	private static final String TOKENS = "tokens";

	private static final int SHORTEST = 12;

	private static final int LONGEST = 200;

	private static final int MOST_DAYS = 365;

	private final Authentication authentication;

	private final ApiTokens tokens;

	private final Audit audit;

	OwnerEndpoint(Authentication authentication, ApiTokens tokens, Audit audit) {
		this.authentication = authentication;
		this.tokens = tokens;
		this.audit = audit;
	}

	/**
	 * Lists the API tokens, or tells whether the owner chose her password.
	 * @param what {@code tokens} or {@code password}
	 * @return the tokens, or {@code chosen}
	 */
	@ReadOperation
	Mono<WebEndpointResponse<?>> read(@Selector String what) {
		return switch (what) {
			case PASSWORD -> answer(this.authentication.isPasswordChosen().map((chosen) -> answer(new State(chosen))));
			case TOKENS -> answer(this.tokens.list().map((tokens) -> answer(new TokenController.Listing(tokens))));
			default -> nothing();
		};
	}

	/**
	 * Sets a password that has to be changed at the first log-in, ends all sessions and
	 * turns the second factor off; or makes an API token.
	 * @param what {@code password} or {@code tokens}
	 * @param password the password
	 * @param name the token's name
	 * @param scopes the token's scopes, with commas between them
	 * @param days for how many days the token is good
	 * @return nothing, or the token
	 */
	@WriteOperation
	Mono<WebEndpointResponse<?>> write(@Selector String what, @Nullable String password, @Nullable String name,
			@Nullable List<String> scopes, @Nullable Integer days) {
		return switch (what) {
			case PASSWORD -> reset(password);
			case TOKENS -> make(name, scopes, days);
			default -> nothing();
		};
	}

	private Mono<WebEndpointResponse<?>> reset(@Nullable String password) {
		if (password == null || password.length() < SHORTEST || password.length() > LONGEST) {
			return wrong("password must have %d to %d characters".formatted(SHORTEST, LONGEST));
		}
		var resetting = this.authentication.reset(password)
			.thenReturn(new WebEndpointResponse<Object>(HttpStatus.NO_CONTENT.value()));
		return answer(this.audit.recordedByHand("owner/password", resetting));
	}

	private Mono<WebEndpointResponse<?>> make(@Nullable String name, @Nullable List<String> scopes,
			@Nullable Integer days) {
		if (name == null || !name.matches("[A-Za-z0-9._-]{1,50}")) {
			return wrong("name must have 1 to 50 letters, digits, dots, dashes or underscores");
		}
		if (scopes == null || scopes.isEmpty() || !Caller.ALL_SCOPES.containsAll(scopes)) {
			return wrong("scopes must be some of " + String.join(", ", Caller.ALL_SCOPES));
		}
		if (days == null || days < 1 || days > MOST_DAYS) {
			return wrong("days must be 1 to " + MOST_DAYS);
		}
		return answer(this.audit.recordedByHand("owner/tokens", this.tokens.create(name, scopes, days))
			.map((created) -> new WebEndpointResponse<>(TokenController.Made.of(created), HttpStatus.CREATED.value())));
	}

	/**
	 * Revokes an API token.
	 * @param what {@code tokens}
	 * @param id the token's id
	 * @return nothing
	 */
	@DeleteOperation
	Mono<WebEndpointResponse<?>> delete(@Selector String what, @Selector String id) {
		if (!TOKENS.equals(what)) {
			return nothing();
		}
		var revoking = this.tokens.revoke(id)
			.flatMap((revoked) -> revoked ? Mono.just(new WebEndpointResponse<Object>(HttpStatus.NO_CONTENT.value()))
					: Mono.error(UnknownToken::new));
		return answer(this.audit.recordedByHand("owner/tokens/" + id, revoking));
	}

	private static <T> WebEndpointResponse<T> answer(T body) {
		return new WebEndpointResponse<>(body);
	}

	/** The management port knows no problems of its own. */
	private static Mono<WebEndpointResponse<?>> answer(Mono<? extends WebEndpointResponse<?>> answer) {
		return answer.<WebEndpointResponse<?>>map((given) -> given)
			.onErrorResume(ErrorResponseException.class,
					(error) -> Mono.just(new WebEndpointResponse<>(error.getBody(), error.getStatusCode().value())));
	}

	private static Mono<WebEndpointResponse<?>> wrong(String detail) {
		return Mono.just(new WebEndpointResponse<>(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail),
				HttpStatus.BAD_REQUEST.value()));
	}

	private static Mono<WebEndpointResponse<?>> nothing() {
		return Mono.just(new WebEndpointResponse<>(HttpStatus.NOT_FOUND.value()));
	}

	/**
	 * What is known of the password.
	 *
	 * @param chosen whether the owner chose it herself
	 */
	record State(boolean chosen) {
	}

}
