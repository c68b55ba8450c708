package dev.akshay.portfolio.website.error;

import java.util.Comparator;
import java.util.List;

import dev.akshay.portfolio.platform.web.PublicContent;
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
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;

/**
 * Errors as pages, for browsers: for who names what pages are made of. Everybody else
 * gets a problem document under the same address.
 */
@Component
@Order(-3) // before the platform's problem details
class ErrorPages implements ErrorWebExceptionHandler {

	private static final Log logger = LogFactory.getLog(ErrorPages.class);

	private static final List<MediaType> OF_PAGES = List.of(MediaType.TEXT_HTML, MediaType.APPLICATION_XHTML_XML);

	private static final List<MediaType> OF_PROBLEMS = List.of(MediaType.APPLICATION_PROBLEM_JSON,
			MediaType.APPLICATION_JSON);

	private final StaticTemplates templates = new StaticTemplates();

	private final Composer composer;

	private final ProfileClient profiles;

	private final PublicContent content;

	ErrorPages(Composer composer, ProfileClient profiles, PublicContent content) {
		this.composer = composer;
		this.profiles = profiles;
		this.content = content;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
		if (exchange.getResponse().isCommitted() || error instanceof AbortedException) {
			return Mono.error(error);
		}
		exchange.getResponse().getHeaders().setVary(List.of(HttpHeaders.ACCEPT));
		if (!asksForAPage(exchange.getRequest().getHeaders())) {
			return leaveToProblems(exchange, error);
		}
		if (statusOf(error).is5xxServerError() && !(error instanceof ErrorResponse)) {
			logger.error("%s %s failed".formatted(exchange.getRequest().getMethod(),
					exchange.getRequest().getPath().value()), error);
		}
		return errorPage(exchange, error);
	}

	/** The edge may repeat that there is no such page, in either form. */
	private Mono<Void> leaveToProblems(ServerWebExchange exchange, Throwable error) {
		if (error instanceof PageNotFound missing && !missing.tags().isEmpty()) {
			this.content.describeMissing(exchange.getResponse().getHeaders(), missing.tags());
		}
		return Mono.error(error);
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

	private static boolean asksForAPage(HttpHeaders request) {
		try {
			var accepted = request.getAccept();
			var page = accepted.stream()
				.filter((range) -> OF_PAGES.stream().anyMatch(range::equalsTypeAndSubtype))
				.mapToDouble(MediaType::getQualityValue)
				.max()
				.orElse(0);
			return page > 0 && page >= qualityOfProblems(accepted);
		}
		catch (InvalidMediaTypeException _) {
			return false;
		}
	}

	/** As the most specific range says (RFC 9110, 12.5.1). */
	private static double qualityOfProblems(List<MediaType> accepted) {
		return OF_PROBLEMS.stream()
			.mapToDouble((type) -> accepted.stream()
				.filter((range) -> range.includes(type))
				.min(Comparator.comparing(MediaType::isWildcardType).thenComparing(MediaType::isWildcardSubtype))
				.map(MediaType::getQualityValue)
				.orElse(0.0))
			.max()
			.orElse(0);
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
