package dev.akshay.portfolio.gateway.owner.api;

import java.time.Instant;
import java.util.Set;

import dev.akshay.portfolio.gateway.owner.SessionCookie;
import dev.akshay.portfolio.gateway.owner.audit.Audit;
import dev.akshay.portfolio.gateway.owner.caller.Caller;
import dev.akshay.portfolio.gateway.owner.caller.Callers;
import dev.akshay.portfolio.gateway.owner.credential.Authentication;
import dev.akshay.portfolio.gateway.owner.session.Session;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

@RestController
@Tag(name = "Owner")
@SecurityScheme(name = SessionController.SCHEME, type = SecuritySchemeType.APIKEY, in = SecuritySchemeIn.COOKIE,
		paramName = SessionCookie.NAME,
		description = "A session of the owner; requests that change something need its token in `X-CSRF-Token`, too")
class SessionController {

	static final String SCHEME = "session";

	private static final String PROBLEM = "application/problem+json";

	private final LogIns logIns;

	private final Callers callers;

	private final Authentication authentication;

	private final Audit audit;

	SessionController(LogIns logIns, Callers callers, Authentication authentication, Audit audit) {
		this.logIns = logIns;
		this.callers = callers;
		this.authentication = authentication;
		this.audit = audit;
	}

	@PostMapping("/api/session")
	@Operation(summary = "Logs in",
			description = "The answer to a wrong password is the same, and takes as long, whatever is wrong.")
	@ApiResponse(responseCode = "200", description = "Logged in",
			headers = @Header(name = "Set-Cookie",
					description = "`studio-session`, which scripts cannot read and other sites do not send"),
			content = @Content(mediaType = "application/json", schema = @Schema(implementation = View.class)))
	@ApiResponse(responseCode = "401", description = "The password or the code is wrong",
			content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "429", description = "Too many tries",
			content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<View>> logIn(@Valid @RequestBody Mono<LogIn> body,
			@Parameter(hidden = true) ServerWebExchange exchange) {
		return body.flatMap((logIn) -> this.logIns.in(exchange, logIn.password(), logIn.code()))
			.map(SessionController::shown);
	}

	@GetMapping("/api/session")
	@SecurityRequirement(name = SCHEME)
	@ForTheOwner
	@Operation(summary = "Tells who is logged in, and the CSRF token that changing requests need")
	@ApiResponse(responseCode = "200", description = "The owner",
			content = @Content(mediaType = "application/json", schema = @Schema(implementation = View.class)))
	Mono<ResponseEntity<View>> session(@Parameter(hidden = true) ServerWebExchange exchange) {
		return this.callers.newSession(exchange.getRequest()).map(SessionController::shown);
	}

	@DeleteMapping("/api/session")
	@SecurityRequirement(name = SCHEME)
	@ForTheOwner
	@Operation(summary = "Logs out")
	@ApiResponse(responseCode = "204", description = "Logged out")
	Mono<ResponseEntity<Void>> logOut(
			@Parameter(description = "Whether all other browsers are logged out, too") @RequestParam(
					defaultValue = "false") boolean everywhere,
			@Parameter(hidden = true) ServerWebExchange exchange) {
		return this.callers.newSession(exchange.getRequest())
			.flatMap((session) -> this.logIns.out(exchange, session, everywhere))
			.then(done());
	}

	@PutMapping("/api/session/password")
	@SecurityRequirement(name = SCHEME)
	@ForTheOwner
	@Operation(summary = "Changes the password", description = "All other sessions end.")
	@ApiResponse(responseCode = "204", description = "Changed")
	@ApiResponse(responseCode = "429", description = "Too many tries",
			content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<Void>> change(@Valid @RequestBody Mono<Change> body,
			@Parameter(hidden = true) ServerWebExchange exchange) {
		return this.callers.newSession(exchange.getRequest())
			.flatMap((session) -> body.flatMap((change) -> recorded(exchange,
					this.authentication.change(change.current(), change.next(), session.fingerprint(),
							LogIns.network(exchange)))))
			.then(done());
	}

	@PostMapping("/api/session/second-factor")
	@SecurityRequirement(name = SCHEME)
	@ForTheOwner
	@Operation(summary = "Makes a secret for an authenticator app",
			description = "It is shown once, and counts as soon as a code of it was confirmed (RFC 6238).")
	@ApiResponse(responseCode = "200", description = "The secret",
			content = @Content(mediaType = "application/json",
					schema = @Schema(implementation = Authentication.Offer.class)))
	@ApiResponse(responseCode = "409", description = "There is a second factor already",
			content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "429", description = "Too many tries",
			content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<Authentication.Offer>> offer(@Parameter(hidden = true) ServerWebExchange exchange) {
		return this.callers.session(exchange.getRequest())
			.flatMap((_) -> recorded(exchange, this.authentication.offerSecondFactor()))
			.map((offer) -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(offer));
	}

	@PutMapping("/api/session/second-factor")
	@SecurityRequirement(name = SCHEME)
	@ForTheOwner
	@Operation(summary = "Turns the second factor on")
	@ApiResponse(responseCode = "204", description = "On")
	@ApiResponse(responseCode = "429", description = "Too many tries",
			content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<Void>> turnOn(@Valid @RequestBody Mono<Code> body,
			@Parameter(hidden = true) ServerWebExchange exchange) {
		return this.callers.session(exchange.getRequest())
			.flatMap((_) -> body.flatMap(
					(code) -> recorded(exchange, this.authentication.turnOn(code.code(), LogIns.network(exchange)))))
			.then(done());
	}

	@DeleteMapping("/api/session/second-factor")
	@SecurityRequirement(name = SCHEME)
	@ForTheOwner
	@Operation(summary = "Turns the second factor off")
	@ApiResponse(responseCode = "204", description = "Off")
	@ApiResponse(responseCode = "429", description = "Too many tries",
			content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<Void>> turnOff(@Valid @RequestBody Mono<Code> body,
			@Parameter(hidden = true) ServerWebExchange exchange) {
		return this.callers.session(exchange.getRequest())
			.flatMap((_) -> body.flatMap(
					(code) -> recorded(exchange, this.authentication.turnOff(code.code(), LogIns.network(exchange)))))
			.then(done());
	}

	private <T> Mono<T> recorded(ServerWebExchange exchange, Mono<T> action) {
		return this.audit.recorded("session", exchange, "gateway", LogIns.tellingRefusals(exchange, action));
	}

	private static ResponseEntity<View> shown(Session session) {
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(View.of(session));
	}

	private static Mono<ResponseEntity<Void>> done() {
		return Mono.fromSupplier(() -> ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build());
	}

	record LogIn(
			@NotEmpty(message = "must not be empty") @Size(max = 200,
					message = "must not be longer than {max} characters") String password,
			@Schema(description = "Of the authenticator app, if the second factor is on", example = "123456") @Size(
					max = 20, message = "must not be longer than {max} characters") @Nullable String code) {

		/** Is not for logs. */
		@Override
		public String toString() {
			return "LogIn";
		}

	}

	@Schema(name = "PasswordChange")
	record Change(
			@NotEmpty(message = "must not be empty") @Size(max = 200,
					message = "must not be longer than {max} characters") String current,
			@NotNull(message = "must not be empty") @Size(min = 12, max = 200,
					message = "must have {min} to {max} characters") String next) {

		/** Is not for logs. */
		@Override
		public String toString() {
			return "Change";
		}

	}

	@Schema(name = "SecondFactorCode")
	record Code(@Schema(example = "123456") @NotNull(message = "must not be empty") @Pattern(regexp = "\\d{6}",
			message = "must be six digits") String code) {
	}

	/**
	 * A session as its browser sees it.
	 *
	 * @param csrf goes into the header {@code X-CSRF-Token} of changing requests
	 * @param scopes what it may do
	 * @param expiresAt when it ends unless it is used until then
	 * @param passwordChangeRequired whether nothing else works before the password is
	 * changed
	 * @param secondFactor whether the second factor is on
	 */
	@Schema(name = "OwnerSession")
	record View(String csrf, Set<String> scopes, Instant expiresAt, boolean passwordChangeRequired,
			boolean secondFactor) {

		static View of(Session session) {
			return new View(session.csrf(), new Caller.InSession(session).scopes(), session.expiresAt(),
					session.oneTime(), session.secondFactor());
		}

	}

}
