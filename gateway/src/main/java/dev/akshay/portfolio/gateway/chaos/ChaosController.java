package dev.akshay.portfolio.gateway.chaos;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import dev.akshay.portfolio.gateway.chaos.RunningFaults.Ordered;
import dev.akshay.portfolio.gateway.decision.Refusal;
import dev.akshay.portfolio.gateway.owner.Secret;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

@RestController
@Tag(name = "Chaos")
class ChaosController {

	private static final String PATH = ChaosSessions.ADDRESS;

	private static final String PROBLEM = "application/problem+json";

	private static final double HUNDRED = 100;

	private final ChaosSessions sessions;

	private final ChaosSettings settings;

	private final Clock clock;

	ChaosController(ChaosSessions sessions, ChaosSettings settings, ObjectProvider<Clock> clock) {
		this.sessions = sessions;
		this.settings = settings;
		this.clock = clock.getIfAvailable(Clock::systemUTC);
	}

	@PostMapping(PATH)
	@Operation(summary = "Breaks a service for yourself",
			description = """
					Requests with the cookie that this sets meet the fault, and nobody else's do: they bypass the edge cache, \
					and have circuit breakers of their own, of which `Chaos-Breaker` in each answer tells the state. A fault ends \
					by itself. Each service is broken in one way at a time; another order for the same service takes its place.""")
	@ApiResponse(responseCode = "201", description = "Broken, from your next request on",
			headers = @Header(name = "Set-Cookie",
					description = "`chaos`, which lasts as long as the last of your faults"),
			content = @Content(mediaType = "application/json", schema = @Schema(implementation = View.class)))
	@ApiResponse(responseCode = "422", description = "Something is missing or beyond its bounds",
			content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "429",
			description = "You ordered too often, or all visitors together, or those from your network, have broken as much as they may",
			content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "503", description = "Nothing can be written down at the moment",
			content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<View>> order(@RequestBody Mono<Order.Form> body,
			@Parameter(hidden = true) ServerWebExchange exchange) {
		return body.map((form) -> form.order(this.settings))
			.flatMap((order) -> secret(exchange.getRequest())
				.flatMap((secret) -> this.sessions.order(Secret.fingerprint(secret), order, exchange.getRequest())
					.flatMap((mine) -> {
						exchange.getResponse()
							.addCookie(ChaosCookie.of(secret, untilTheLastEnds(mine), exchange.getRequest()));
						return view(HttpStatus.CREATED, Secret.fingerprint(secret));
					})))
			.doOnError(BudgetSpent.class, (_) -> Refusal.CHAOS_PLACES.leaveIn(exchange));
	}

	/** Hers, if it is one that we gave her; a new one else, whatever she shows. */
	private Mono<String> secret(ServerHttpRequest request) {
		var shown = ChaosCookie.sessionOf(request);
		var fresh = Mono.fromSupplier(Secret::random);
		return (shown == null) ? fresh : this.sessions.isKnown(shown)
			.flatMap((known) -> known
					? Mono.just(Objects.requireNonNull(request.getCookies().getFirst(ChaosCookie.NAME)).getValue())
					: fresh);
	}

	@GetMapping(PATH)
	@Operation(summary = "Tells what is broken: by you, and by others, whoever they are")
	@ApiResponse(responseCode = "200", description = "What is broken, and what may be",
			content = @Content(mediaType = "application/json", schema = @Schema(implementation = View.class)))
	Mono<ResponseEntity<View>> list(@Parameter(hidden = true) ServerHttpRequest request,
			@Parameter(hidden = true) ServerHttpResponse response) {
		return view(HttpStatus.OK, ChaosCookie.sessionOf(request))
			.delayUntil((view) -> isUseless(request, Objects.requireNonNull(view.getBody())).doOnNext((useless) -> {
				if (useless) {
					response.addCookie(ChaosCookie.gone(request));
				}
			}));
	}

	/**
	 * Whether a cookie is good for nothing any more. That nothing of hers is known here
	 * may be because another replica took her order just now.
	 */
	private Mono<Boolean> isUseless(ServerHttpRequest request, View view) {
		if (!ChaosCookie.mayBeIn(request.getHeaders()) || !view.mine().isEmpty()) {
			return Mono.just(false);
		}
		var session = ChaosCookie.sessionOf(request);
		return (session == null) ? Mono.just(true) : this.sessions.mayBeKnown(session).map((known) -> !known);
	}

	@DeleteMapping(PATH)
	@Operation(summary = "Mends all that you broke")
	@ApiResponse(responseCode = "204", description = "Mended")
	@ApiResponse(responseCode = "503", description = "Nothing can be written down at the moment",
			content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<Void>> reset(@Parameter(hidden = true) ServerHttpRequest request,
			@Parameter(hidden = true) ServerHttpResponse response) {
		var session = ChaosCookie.sessionOf(request);
		return ((session != null) ? this.sessions.reset(session) : Mono.<Void>empty()).then(Mono.fromSupplier(() -> {
			if (ChaosCookie.mayBeIn(request.getHeaders())) {
				response.addCookie(ChaosCookie.gone(request));
			}
			return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
		}));
	}

	private Mono<ResponseEntity<View>> view(HttpStatus status, @Nullable String session) {
		return this.sessions.running().map((all) -> {
			Predicate<Ordered> hers = (one) -> one.session().equals(session);
			return ResponseEntity.status(status)
				.cacheControl(CacheControl.noStore())
				.body(new View(broken(all, hers), broken(all, hers.negate()), this.settings.services(),
						this.settings.longest().toSeconds(), this.clock.instant()));
		});
	}

	private static List<Broken> broken(List<Ordered> all, Predicate<Ordered> which) {
		return all.stream().filter(which).map(Broken::of).toList();
	}

	private Duration untilTheLastEnds(List<Ordered> mine) {
		long end = mine.stream().mapToLong((one) -> one.fault().end()).max().orElse(0);
		return Duration.ofSeconds(Math.max(1, end - this.clock.instant().getEpochSecond()));
	}

	/**
	 * What is broken, and what may be.
	 *
	 * @param mine what whoever asks broke
	 * @param others what others broke for themselves
	 * @param services what may be broken
	 * @param longest for how long at most, in seconds
	 * @param now the time here, for those whose clocks are wrong
	 */
	@Schema(name = "Chaos")
	record View(List<Broken> mine, List<Broken> others, List<String> services, long longest, Instant now) {
	}

	/**
	 * One thing that is broken.
	 *
	 * @param service what is broken
	 * @param fault how
	 * @param amount how much: milliseconds, or bytes a second; 0 where there is none
	 * @param probability which part of the requests is struck
	 * @param endsAt when it is over
	 */
	@Schema(name = "ChaosFault")
	record Broken(@Schema(example = "projects-service") String service, @Schema(example = "latency") String fault,
			@Schema(example = "800") int amount, @Schema(example = "0.5") double probability, Instant endsAt) {

		static Broken of(Ordered ordered) {
			var fault = ordered.fault();
			return new Broken(fault.service(), fault.kind().text(), fault.amount(), fault.percent() / HUNDRED,
					Instant.ofEpochSecond(fault.end()));
		}

	}

}
