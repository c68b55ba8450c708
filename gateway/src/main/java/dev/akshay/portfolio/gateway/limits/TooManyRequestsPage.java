package dev.akshay.portfolio.gateway.limits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import reactor.core.publisher.Mono;

import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Shows a page instead of a problem document to people whose browser asked for one; going
 * back, they find in the form what they wrote.
 */
@Component
@Order(-3)
class TooManyRequestsPage implements ErrorWebExceptionHandler {

	private final byte[] page = read();

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
		var response = exchange.getResponse();
		if (!(error instanceof TooManyRequests refused) || !asksForPage(exchange) || response.isCommitted()) {
			return Mono.error(error);
		}
		response.setStatusCode(refused.getStatusCode());
		response.getHeaders().addAll(refused.getHeaders());
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
			.anyMatch((accept) -> accept.contains(MediaType.TEXT_HTML_VALUE));
	}

	private static byte[] read() {
		try {
			return new ClassPathResource("too-many-requests.html").getContentAsByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
