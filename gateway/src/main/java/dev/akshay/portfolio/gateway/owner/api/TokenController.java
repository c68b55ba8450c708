package dev.akshay.portfolio.gateway.owner.api;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import dev.akshay.portfolio.gateway.owner.audit.Audit;
import dev.akshay.portfolio.gateway.owner.caller.Callers;
import dev.akshay.portfolio.gateway.owner.token.ApiToken;
import dev.akshay.portfolio.gateway.owner.token.ApiTokens;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/** API tokens, which no API token can make. */
@RestController
@Tag(name = "Owner")
@SecurityRequirement(name = SessionController.SCHEME)
@ForTheOwner
class TokenController {

	private static final String SCOPE = "(content|inbox):(read|write)|audit:read";

	private final Callers callers;

	private final ApiTokens tokens;

	private final Audit audit;

	TokenController(Callers callers, ApiTokens tokens, Audit audit) {
		this.callers = callers;
		this.tokens = tokens;
		this.audit = audit;
	}

	@GetMapping("/api/tokens")
	@Operation(summary = "Lists the API tokens",
			description = "Revoked ones are gone. What a token says is never shown again.")
	@ApiResponse(responseCode = "200", description = "The tokens",
			content = @Content(mediaType = "application/json", schema = @Schema(implementation = Listing.class)))
	Mono<ResponseEntity<Listing>> list(@Parameter(hidden = true) ServerWebExchange exchange) {
		return this.callers.session(exchange.getRequest())
			.flatMap((_) -> this.tokens.list())
			.map((tokens) -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Listing(tokens)));
	}

	@PostMapping("/api/tokens")
	@Operation(summary = "Makes an API token", description = "What it says is shown this once.")
	@ApiResponse(responseCode = "201", description = "The token",
			content = @Content(mediaType = "application/json", schema = @Schema(implementation = Made.class)))
	@ApiResponse(responseCode = "409", description = "There is one of this name",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<Made>> make(@Valid @RequestBody Mono<Wish> body,
			@Parameter(hidden = true) ServerWebExchange exchange) {
		return this.callers.session(exchange.getRequest())
			.flatMap((_) -> body.flatMap((wish) -> this.audit.recorded("session", exchange, "gateway",
					this.tokens.create(wish.name(), wish.scopes(), wish.days()))))
			.map((created) -> ResponseEntity.status(HttpStatus.CREATED)
				.cacheControl(CacheControl.noStore())
				.body(Made.of(created)));
	}

	@DeleteMapping("/api/tokens/{id}")
	@Operation(summary = "Revokes an API token", description = "It is useless from then on.")
	@ApiResponse(responseCode = "204", description = "Revoked")
	@ApiResponse(responseCode = "404", description = "There is none with this id",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<Void>> revoke(@PathVariable String id, @Parameter(hidden = true) ServerWebExchange exchange) {
		return this.callers.session(exchange.getRequest())
			.flatMap((_) -> this.audit.recorded("session", exchange, "gateway",
					this.tokens.revoke(id)
						.flatMap((revoked) -> revoked ? Mono.just(true) : Mono.error(UnknownToken::new))))
			.map((_) -> ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build());
	}

	@Schema(name = "ApiTokens")
	record Listing(List<ApiToken> tokens) {
	}

	@Schema(name = "ApiTokenWish")
	record Wish(
			@Schema(description = "What it is called, in the audit log, too", example = "ci") @NotNull(
					message = "must not be empty") @Pattern(regexp = "[A-Za-z0-9._-]{1,50}",
							message = "must have 1 to 50 letters, digits, dots, dashes or underscores") String name,
			@Schema(description = "What it allows", example = "[\"content:write\"]") @NotEmpty(
					message = "must name at least one") @Size(max = 20,
							message = "must not name more than {max}") List<@NotNull(
									message = "must not be empty") @Pattern(regexp = SCOPE,
											message = "must be one of content:read, content:write, inbox:read, inbox:write, audit:read") String> scopes,
			@Schema(description = "For how many days it is good", example = "90") @Min(value = 1,
					message = "must be at least {value}") @Max(value = 365,
							message = "must not be more than {value}") int days) {
	}

	/**
	 * A token that was just made.
	 *
	 * @param token what a program sends behind {@code Bearer}; shown this once
	 */
	@Schema(name = "NewApiToken")
	record Made(String id, String name, Set<String> scopes, Instant expiresAt,
			@Schema(example = "pf_5f0c9a1e7b24_…") String token) {

		static Made of(ApiTokens.Created created) {
			var token = created.token();
			return new Made(token.id(), token.name(), token.scopes(), token.expiresAt(), created.shown());
		}

		/** Is not for logs. */
		@Override
		public String toString() {
			return "Made[id=" + this.id + "]";
		}

	}

}
