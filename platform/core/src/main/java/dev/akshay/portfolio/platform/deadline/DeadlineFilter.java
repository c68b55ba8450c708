package dev.akshay.portfolio.platform.deadline;

import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Stops the work on a request when whoever asked has stopped waiting, unless the answer
 * has begun by then: what streams may go on.
 */
class DeadlineFilter implements WebFilter, Ordered {

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		var deadline = Deadline.parse(exchange.getRequest().getHeaders().getFirst(Deadline.HEADER));
		return (deadline != null) ? bounded(exchange, chain, deadline) : chain.filter(exchange);
	}

	private static Mono<Void> bounded(ServerWebExchange exchange, WebFilterChain chain, Deadline deadline) {
		var left = deadline.left();
		if (!left.isPositive()) {
			return Mono.error(DeadlinePassed::new);
		}
		var response = exchange.getResponse();
		var passed = Mono.delay(left).filter((_) -> !response.isCommitted()).switchIfEmpty(Mono.never());
		return chain.filter(exchange).timeout(passed, Mono.error(DeadlinePassed::new)).contextWrite(deadline::putInto);
	}

	// behind what describes every answer, before everything that works
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE + 50;
	}

}
