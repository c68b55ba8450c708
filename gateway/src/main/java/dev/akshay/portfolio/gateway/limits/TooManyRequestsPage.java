package dev.akshay.portfolio.gateway.limits;

import dev.akshay.portfolio.gateway.failure.StaticPage;
import reactor.core.publisher.Mono;

import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Shows a page to people who were too quick; going back, they find in the form what they
 * wrote.
 */
@Component
@Order(-3)
class TooManyRequestsPage implements ErrorWebExceptionHandler {

	private final StaticPage page = new StaticPage("too-many-requests.html");

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
		return (error instanceof TooManyRequests refused && this.page.suits(exchange))
				? this.page.show(exchange, refused) : Mono.error(error);
	}

}
