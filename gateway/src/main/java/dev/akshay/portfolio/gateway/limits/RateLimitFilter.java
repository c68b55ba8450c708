package dev.akshay.portfolio.gateway.limits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.akshay.portfolio.gateway.decision.Refusal;
import dev.akshay.portfolio.gateway.limits.LimitSettings.Action;
import dev.akshay.portfolio.gateway.protection.ClientAddress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Holds clients to the limits of what they do, and tells how much is left in
 * {@code RateLimit} and {@code RateLimit-Policy} (<a href=
 * "https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">draft-ietf-httpapi-ratelimit-headers</a>).
 * A request by a method that no limit names is passed on after one look into a map.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class RateLimitFilter implements WebFilter {

	static final String REFUSED = "portfolio.limits.refused";

	private static final Log logger = LogFactory.getLog(RateLimitFilter.class);

	private final Map<HttpMethod, List<Rule>> rules = new HashMap<>();

	RateLimitFilter(LimitSettings settings, MeterRegistry meters) {
		if (!settings.enabled()) {
			logger.warn("Rate limits are off: anybody may do anything as often as they like");
			return;
		}
		settings.actions().forEach((name, action) -> add(name, action, settings.maxClients(), meters));
	}

	private void add(String name, Action action, long maxClients, MeterRegistry meters) {
		var burst = (action.burst() != null) ? action.burst() : action.permits();
		var limit = new RateLimit(name, action.permits(), action.per(), burst, maxClients, Ticker.systemTicker());
		var patterns = action.paths().stream().map(PathPatternParser.defaultInstance::parse).toList();
		var refused = Counter.builder(REFUSED)
			.description("Requests that were over a rate limit")
			.tag("limit", name)
			.register(meters);
		for (var method : action.methods()) {
			this.rules.computeIfAbsent(HttpMethod.valueOf(method), (_) -> new ArrayList<>())
				.add(new Rule(limit, patterns, refused));
		}
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		var rule = ruleFor(exchange.getRequest());
		if (rule == null) {
			return chain.filter(exchange);
		}
		return ClientAddress.of(exchange)
			.map((client) -> chain(exchange, chain, rule, client))
			.orElseGet(() -> chain.filter(exchange));
	}

	private @Nullable Rule ruleFor(ServerHttpRequest request) {
		var candidates = this.rules.get(request.getMethod());
		if (candidates == null) {
			return null;
		}
		var path = request.getPath().pathWithinApplication();
		for (var candidate : candidates) {
			for (var pattern : candidate.patterns()) {
				if (pattern.matches(path)) {
					return candidate;
				}
			}
		}
		return null;
	}

	private static Mono<Void> chain(ServerWebExchange exchange, WebFilterChain chain, Rule rule, ClientAddress client) {
		var limit = rule.limit();
		var permit = limit.take(client.network());
		var response = exchange.getResponse();
		response.beforeCommit(() -> Mono.fromRunnable(() -> {
			response.getHeaders().set("RateLimit-Policy", limit.policy());
			response.getHeaders()
				.set("RateLimit",
						"\"%s\";r=%d;t=%d".formatted(limit.name(), permit.remaining(), permit.nextInSeconds()));
		}));
		if (permit.granted()) {
			return chain.filter(exchange);
		}
		rule.refused().increment();
		Refusal.RATE_LIMIT.leaveIn(exchange);
		return Mono.error(() -> new TooManyRequests(permit.nextInSeconds()));
	}

	/**
	 * A limit and what it holds for.
	 *
	 * @param limit the limit
	 * @param patterns of the paths
	 * @param refused counts requests over the limit
	 */
	private record Rule(RateLimit limit, List<PathPattern> patterns, Counter refused) {
	}

}
