package dev.akshay.portfolio.gateway.failure;

import reactor.core.publisher.Mono;

import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ServerWebExchange;

/** Shows a page where a service does not answer. */
@Component
@Order(-3)
class UnavailablePage implements ErrorWebExceptionHandler {

	private final StaticPage page = new StaticPage("unavailable.html");

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
		return (isOfAService(error) && this.page.suits(exchange))
				? this.page.show(exchange, (ErrorResponseException) error) : Mono.error(error);
	}

	private static boolean isOfAService(Throwable error) {
		return error instanceof ServiceUnavailable || error instanceof ServiceTooSlow || error instanceof BadGateway;
	}

}
