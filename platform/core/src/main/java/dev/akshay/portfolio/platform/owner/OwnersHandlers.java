package dev.akshay.portfolio.platform.owner;

import reactor.core.publisher.Mono;

import org.springframework.core.MethodParameter;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.server.ServerWebExchange;

/**
 * Lets nobody but the owner into methods that say so. What everybody may call costs one
 * look at an annotation.
 */
class OwnersHandlers extends RequestMappingHandlerAdapter {

	private static final String OWNER = Owner.class.getName();

	private final Callers callers;

	OwnersHandlers(Callers callers) {
		this.callers = callers;
	}

	@Override
	public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
		var rule = ((HandlerMethod) handler).getMethodAnnotation(OwnerOnly.class);
		if (rule == null) {
			return super.handle(exchange, handler);
		}
		return this.callers.owner(exchange.getRequest(), rule.value()).flatMap((owner) -> {
			exchange.getAttributes().put(OWNER, owner);
			exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> keepPrivate(exchange)));
			return super.handle(exchange, handler);
		});
	}

	private static void keepPrivate(ServerWebExchange exchange) {
		var headers = exchange.getResponse().getHeaders();
		if (headers.getFirst(HttpHeaders.CACHE_CONTROL) == null) {
			headers.setCacheControl(CacheControl.noStore());
		}
	}

	/** Hands the owner to methods that ask for it. */
	static final class OwnerArgument implements HandlerMethodArgumentResolver {

		@Override
		public boolean supportsParameter(MethodParameter parameter) {
			return parameter.getParameterType().equals(Owner.class);
		}

		@Override
		public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext context,
				ServerWebExchange exchange) {
			return Mono.fromSupplier(() -> {
				var owner = exchange.getAttribute(OWNER);
				if (owner == null) {
					throw new IllegalStateException(parameter.getMethod() + " takes an Owner and is not @OwnerOnly");
				}
				return owner;
			});
		}

	}

}
