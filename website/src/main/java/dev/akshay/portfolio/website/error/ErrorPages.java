package dev.akshay.portfolio.website.error;

import java.util.List;

import dev.akshay.portfolio.templates.StaticTemplates;
import dev.akshay.portfolio.website.page.Composer;
import dev.akshay.portfolio.website.page.PageNotFound;
import dev.akshay.portfolio.website.page.ServiceSilent;
import dev.akshay.portfolio.website.profile.ProfileClient;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;

/** Errors as pages, for whoever did not ask for JSON. */
@Component
@Order(-3) // before the platform's problem details
class ErrorPages implements ErrorWebExceptionHandler {

	private static final Log logger = LogFactory.getLog(ErrorPages.class);

	private final StaticTemplates templates = new StaticTemplates();

	private final Composer composer;

	private final ProfileClient profiles;

	ErrorPages(Composer composer, ProfileClient profiles) {
		this.composer = composer;
		this.profiles = profiles;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
		if (exchange.getResponse().isCommitted() || error instanceof AbortedException
				|| asksForJson(exchange.getRequest())) {
			return Mono.error(error);
		}
		if (statusOf(error).is5xxServerError() && !(error instanceof ErrorResponse)) {
			logger.error("%s %s failed".formatted(exchange.getRequest().getMethod(),
					exchange.getRequest().getPath().value()), error);
		}
		return errorPage(exchange, error);
	}

	private Mono<Void> errorPage(ServerWebExchange exchange, Throwable error) {
		var page = this.composer.compose();
		var status = statusOf(error);
		var profile = status.is5xxServerError() ? this.profiles.profileAtHand() : this.profiles.profile();
		return page.ask(ProfileClient.SERVICE, profile).map((owner) -> {
			var template = this.templates.error(page.frame(owner, "/", Mishap.of(status).title()).unlisted(),
					status.value(), Mishap.of(status), serviceOf(error));
			return (error instanceof PageNotFound missing) ? page.missing(template, missing.tags())
					: page.passing(status, template);
		}).flatMap((response) -> {
			if (error instanceof ErrorResponse known) {
				exchange.getResponse().getHeaders().addAll(known.getHeaders());
			}
			return write(exchange, response);
		});
	}

	private static Mono<Void> write(ServerWebExchange exchange, ResponseEntity<byte[]> page) {
		var response = exchange.getResponse();
		response.setStatusCode(page.getStatusCode());
		response.getHeaders().addAll(page.getHeaders());
		return response.writeWith(Mono.justOrEmpty(page.getBody()).map((body) -> response.bufferFactory().wrap(body)));
	}

	private static boolean asksForJson(ServerHttpRequest request) {
		var accepted = request.getHeaders().getOrDefault(HttpHeaders.ACCEPT, List.of()).toString();
		return accepted.contains("json") && !accepted.contains(MediaType.TEXT_HTML_VALUE);
	}

	private static HttpStatus statusOf(Throwable error) {
		if (NestedExceptionUtils.getMostSpecificCause(error) instanceof DataBufferLimitException) {
			return HttpStatus.CONTENT_TOO_LARGE;
		}
		var status = (error instanceof ErrorResponse known) ? HttpStatus.resolve(known.getStatusCode().value()) : null;
		return (status != null) ? status : HttpStatus.INTERNAL_SERVER_ERROR;
	}

	private static String serviceOf(Throwable error) {
		return (error instanceof ServiceSilent silent) ? silent.service() : "website";
	}

}
