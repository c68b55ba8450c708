package dev.akshay.portfolio.gateway.owner.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.akshay.portfolio.gateway.owner.audit.AuditEntry;
import dev.akshay.portfolio.gateway.owner.audit.AuditLog;
import dev.akshay.portfolio.gateway.owner.caller.Callers;
import dev.akshay.portfolio.platform.owner.OwnerOnly;
import dev.akshay.portfolio.platform.owner.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

@RestController
@Tag(name = "Owner")
@SecurityScheme(name = OwnerOnly.SCHEME, type = SecuritySchemeType.HTTP, scheme = "bearer",
		description = "An API token of the owner; in a browser the cookie of a session does it")
@SecurityRequirement(name = OwnerOnly.SCHEME, scopes = "audit:read")
@ForTheOwner
class AuditController {

	private static final String HEAD = "id,at,action,phase,who,method,path,service,status,trace,network\r\n";

	private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

	private final Callers callers;

	private final AuditLog log;

	AuditController(Callers callers, AuditLog log) {
		this.callers = callers;
		this.log = log;
	}

	@GetMapping("/api/audit")
	@Operation(summary = "What was done in the owner's name", description = "The newest first.")
	@ApiResponse(responseCode = "200", description = "Entries",
			content = @Content(mediaType = "application/json", schema = @Schema(implementation = Page.class)))
	Mono<ResponseEntity<Page>> entries(@Parameter(description = "Entries with smaller ids only") @RequestParam(
			defaultValue = "9223372036854775807") @Min(value = 1, message = "must be at least {value}") long before,
			@Parameter(description = "How many at most") @RequestParam(defaultValue = "50") @Min(value = 1,
					message = "must be at least {value}") @Max(value = 500,
							message = "must not be more than {value}") int limit,
			@Parameter(hidden = true) ServerWebExchange exchange) {
		return this.callers.allowed(exchange.getRequest(), Scope.AUDIT_READ)
			.flatMap((_) -> this.log.before(before, limit).collectList())
			.map((entries) -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Page(entries)));
	}

	@GetMapping("/api/audit.csv")
	@Operation(summary = "All of it as a table", description = "CSV (RFC 4180).")
	@ApiResponse(responseCode = "200", description = "The table",
			content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
	Mono<Void> table(@Parameter(hidden = true) ServerWebExchange exchange) {
		var response = exchange.getResponse();
		return this.callers.allowed(exchange.getRequest(), Scope.AUDIT_READ).flatMap((_) -> {
			response.getHeaders().setContentType(CSV);
			response.getHeaders().setCacheControl(CacheControl.noStore());
			response.getHeaders().setContentDisposition(ContentDisposition.attachment().filename("audit.csv").build());
			// the head goes out with the first rows, when it is clear that there are some
			var rows = this.log.all().map(AuditController::row).buffer(100).map((lines) -> String.join("", lines));
			return response.writeWith(rows.switchOnFirst((_, all) -> Flux.concat(Flux.just(HEAD), all))
				.map((text) -> buffer(exchange, text)));
		});
	}

	private static DataBuffer buffer(ServerWebExchange exchange, String text) {
		return exchange.getResponse().bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String row(AuditEntry entry) {
		return Stream
			.of(entry.id(), entry.at(), entry.action(), entry.phase(), entry.who(), entry.method(), entry.path(),
					entry.service(), entry.status(), entry.traceId(), entry.network())
			.map((value) -> quoted(Objects.toString(value, "")))
			.collect(Collectors.joining(",", "", "\r\n"));
	}

	private static String quoted(String value) {
		return value.chars().anyMatch((letter) -> ",\"\r\n".indexOf(letter) >= 0)
				? '"' + value.replace("\"", "\"\"") + '"' : value;
	}

	@Schema(name = "AuditPage")
	record Page(List<AuditEntry> entries) {
	}

}
