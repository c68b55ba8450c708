package dev.akshay.portfolio.gateway.owner;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.akshay.portfolio.gateway.database.OwnerUnavailable;
import dev.akshay.portfolio.gateway.owner.audit.Audit;
import dev.akshay.portfolio.gateway.owner.caller.Caller;
import dev.akshay.portfolio.gateway.owner.caller.Caller.InSession;
import dev.akshay.portfolio.gateway.owner.caller.Caller.Nobody;
import dev.akshay.portfolio.gateway.owner.caller.Caller.WithToken;
import dev.akshay.portfolio.gateway.owner.caller.Callers;
import dev.akshay.portfolio.gateway.owner.key.ServiceTokens;
import dev.akshay.portfolio.gateway.owner.session.Session;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ServerWebExchange;

/**
 * Turns what the owner shows at the door into what a service believes. Nothing that came
 * from outside as {@code Authorization} reaches one of our services, and the cookie
 * reaches nobody.
 */
@Component
public class OwnerRoute {

	private static final String EXPORT = "/api/export";

	private final Callers callers;

	private final ServiceTokens tokens;

	private final Audit audit;

	OwnerRoute(Callers callers, ServiceTokens tokens, Audit audit) {
		this.callers = callers;
		this.tokens = tokens;
		this.audit = audit;
	}

	/**
	 * The filter of a route to a service that knows the owner.
	 * @param service the service's name, which its tokens are for
	 * @param onBehalf services that it asks in the owner's name, whom the tokens are for,
	 * too
	 * @return a filter that does nothing for requests that show nothing
	 */
	public GatewayFilter toOurs(String service, List<String> onBehalf) {
		var services = Stream.concat(Stream.of(service), onBehalf.stream()).toList();
		return (exchange, chain) -> ours(services, exchange, chain);
	}

	/**
	 * The filter of a route to anybody else, who may have credentials of his own.
	 * @return a filter that keeps our cookie back
	 */
	public GatewayFilter toOthers() {
		return OwnerRoute::foreign;
	}

	private static Mono<Void> foreign(ServerWebExchange exchange, GatewayFilterChain chain) {
		return hasCookie(exchange.getRequest().getHeaders())
				? Mono.defer(() -> chain.filter(with(exchange, SessionCookie::removeFrom))) : chain.filter(exchange);
	}

	// a cookie of the wrong form has to go, too
	private static boolean hasCookie(HttpHeaders headers) {
		return headers.getFirst(HttpHeaders.COOKIE) != null;
	}

	private Mono<Void> ours(List<String> services, ServerWebExchange exchange, GatewayFilterChain chain) {
		var headers = exchange.getRequest().getHeaders();
		if (headers.getFirst(HttpHeaders.AUTHORIZATION) == null && !hasCookie(headers)) {
			return chain.filter(exchange);
		}
		var request = exchange.getRequest();
		return this.callers.of(request)
			.map(Entry::of)
			.onErrorResume(OwnerUnavailable.class,
					(unavailable) -> Callers.showsToken(request) ? Mono.error(unavailable)
							: Mono.just(new Entry(Caller.NOBODY, unavailable)))
			.flatMap((entry) -> pass(entry, services, exchange, chain));
	}

	private Mono<Void> pass(Entry entry, List<String> services, ServerWebExchange exchange, GatewayFilterChain chain) {
		return switch (entry.caller()) {
			case Nobody _ -> chain.filter(asNobody(exchange, entry.objection()));
			case WithToken token -> asOwner(token, null, services, exchange, chain);
			case InSession(var session) -> {
				var request = exchange.getRequest();
				var objection = Callers.objection(session, request);
				if (objection == null) {
					yield asOwner(entry.caller(), session, services, exchange, chain);
				}
				// a page may know who is there before she may do anything
				yield Callers.isSafe(request)
						? asOwner(entry.caller(), session, services, Substitute.of(exchange, objection), chain)
						: chain.filter(asNobody(exchange, objection));
			}
		};
	}

	private Mono<Void> asOwner(Caller caller, @Nullable Session session, List<String> services,
			ServerWebExchange exchange, GatewayFilterChain chain) {
		var passing = this.tokens.make(caller.via(), caller.scopes(), services)
			.flatMap((token) -> chain.filter(with(exchange, (headers) -> {
				SessionCookie.removeFrom(headers);
				headers.setBearerAuth(token);
				if (session != null) {
					headers.set(Callers.CSRF_HEADER, session.csrf());
				}
			})));
		return isRecorded(exchange.getRequest())
				? this.audit.recorded(caller.via(), exchange, services.getFirst(), passing) : passing;
	}

	/** Reading is not written down, but whoever takes everything along is. */
	private static boolean isRecorded(ServerHttpRequest request) {
		return !Callers.isSafe(request) || request.getPath().value().equals(EXPORT);
	}

	/**
	 * Whoever may not act as the owner may still do what everybody may. Only what is
	 * refused to everybody is refused with the true reason.
	 */
	private static ServerWebExchange asNobody(ServerWebExchange exchange, @Nullable ErrorResponseException objection) {
		var stripped = with(exchange, (headers) -> {
			SessionCookie.removeFrom(headers);
			headers.remove(HttpHeaders.AUTHORIZATION);
		});
		return (objection != null) ? Substitute.of(stripped, objection) : stripped;
	}

	private static ServerWebExchange with(ServerWebExchange exchange, Consumer<HttpHeaders> change) {
		var headers = HttpHeaders.copyOf(exchange.getRequest().getHeaders());
		change.accept(headers);
		return exchange.mutate().request(new Changed(exchange.getRequest(), headers)).build();
	}

	/** A request with other headers. */
	private static final class Changed extends ServerHttpRequestDecorator {

		private final HttpHeaders headers;

		Changed(ServerHttpRequest request, HttpHeaders headers) {
			super(request);
			this.headers = headers;
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

	}

	/**
	 * Who asks, and why not more.
	 *
	 * @param caller who asks
	 * @param objection why it is nobody, if there is a reason
	 */
	private record Entry(Caller caller, @Nullable ErrorResponseException objection) {

		static Entry of(Caller caller) {
			return new Entry(caller, null);
		}

	}

}
