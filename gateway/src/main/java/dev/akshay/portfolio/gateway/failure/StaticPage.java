package dev.akshay.portfolio.gateway.failure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import reactor.core.publisher.Mono;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;

/**
 * A page of the gateway's own, for people whose browser asked for one and would get a
 * problem document otherwise.
 */
public final class StaticPage {

	private final byte[] page;

	/**
	 * A page in HTML.
	 * @param resource where it is on the class path
	 */
	public StaticPage(String resource) {
		try {
			this.page = new ClassPathResource(resource).getContentAsByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Whether this page can be shown to whoever asked.
	 * @param exchange the request
	 * @return whether a page was asked for and no answer has begun
	 */
	public boolean suits(ServerWebExchange exchange) {
		return !exchange.getResponse().isCommitted() && exchange.getRequest()
			.getHeaders()
			.getOrEmpty("Accept")
			.stream()
			.anyMatch((accept) -> accept.contains(MediaType.TEXT_HTML_VALUE));
	}

	/**
	 * Shows this page.
	 * @param exchange the request
	 * @param error what happened, whose status and headers the page has
	 * @return when it is written
	 */
	public Mono<Void> show(ServerWebExchange exchange, ErrorResponse error) {
		var response = exchange.getResponse();
		response.setStatusCode(error.getStatusCode());
		response.getHeaders().addAll(error.getHeaders());
		response.getHeaders().setContentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
		response.getHeaders().setCacheControl("no-store");
		response.getHeaders().setContentLength(this.page.length);
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(this.page)));
	}

}
