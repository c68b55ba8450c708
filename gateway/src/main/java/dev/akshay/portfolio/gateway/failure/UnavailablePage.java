package dev.akshay.portfolio.gateway.failure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import reactor.core.publisher.Mono;

import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ServerWebExchange;

/** Shows a page instead of a problem document to people whose browser asked for one. */
@Component
@Order(-3)
class UnavailablePage implements ErrorWebExceptionHandler {

	private final byte[] page = read();

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
		if (!(error instanceof ServiceUnavailable || error instanceof ServiceTooSlow || error instanceof BadGateway)
				|| !asksForPage(exchange) || exchange.getResponse().isCommitted()) {
			return Mono.error(error);
		}
		var failure = (ErrorResponseException) error;
		var response = exchange.getResponse();
		response.setStatusCode(failure.getStatusCode());
		response.getHeaders().addAll(failure.getHeaders());
		response.getHeaders().setContentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
		response.getHeaders().setCacheControl("no-store");
		response.getHeaders().setContentLength(this.page.length);
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(this.page)));
	}

	private static boolean asksForPage(ServerWebExchange exchange) {
		return exchange.getRequest()
			.getHeaders()
			.getOrEmpty("Accept")
			.stream()
			.anyMatch((accept) -> accept.contains("text/html"));
	}

	private static byte[] read() {
		try {
			return new ClassPathResource("unavailable.html").getContentAsByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
