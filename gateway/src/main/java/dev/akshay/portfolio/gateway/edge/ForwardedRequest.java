package dev.akshay.portfolio.gateway.edge;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.akshay.portfolio.gateway.decision.Decisions;
import dev.akshay.portfolio.gateway.edge.CacheStatus.Forward;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;

/** A request that knows why the cache did not answer it. */
final class ForwardedRequest extends ServerHttpRequestDecorator {

	private static final Map<Forward, Map<String, Object>> DECISIONS = Stream.of(Forward.values())
		.collect(Collectors.toUnmodifiableMap(Function.identity(),
				(reason) -> Map.of(Decisions.CACHE, "fwd=" + reason.token())));

	private final Map<String, Object> attributes;

	ForwardedRequest(ServerHttpRequest request, Forward reason) {
		super(request);
		this.attributes = DECISIONS.getOrDefault(reason, Map.of());
	}

	// a request of the server itself has none
	@Override
	public Map<String, Object> getAttributes() {
		return this.attributes;
	}

}
