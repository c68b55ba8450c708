package dev.akshay.portfolio.gateway.routing;

import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The requests that a route takes. Every request is held against one route after the
 * other: this is one plain loop, where Spring Cloud Gateway's own predicates, joined by
 * "and" and "not", are an operator each.
 */
final class Requests implements Predicate<ServerWebExchange> {

	private final List<PathPattern> paths;

	private final List<Exemption> exemptions;

	/**
	 * The requests for some paths.
	 * @param paths patterns of the paths
	 * @param except patterns of paths that are left alone all the same, for one method
	 * only if its name comes first
	 */
	Requests(List<String> paths, List<String> except) {
		this.paths = paths.stream().map(PathPatternParser.defaultInstance::parse).toList();
		this.exemptions = except.stream().map(Exemption::of).toList();
	}

	@Override
	public boolean test(ServerWebExchange exchange) {
		return takes(exchange.getRequest());
	}

	private boolean takes(ServerHttpRequest request) {
		var path = request.getPath().pathWithinApplication();
		for (var pattern : this.paths) {
			if (pattern.matches(path)) {
				return !isExempt(request);
			}
		}
		return false;
	}

	private boolean isExempt(ServerHttpRequest request) {
		var path = request.getPath().pathWithinApplication();
		for (var exemption : this.exemptions) {
			if (exemption.isOf(request.getMethod()) && exemption.path().matches(path)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * What a route leaves alone.
	 *
	 * @param method the method it does so for, {@code null} for all
	 * @param path the pattern
	 */
	private record Exemption(@Nullable HttpMethod method, PathPattern path) {

		/** Of {@code /api/**}, or {@code POST /studio/login}. */
		static Exemption of(String text) {
			var path = text.substring(text.indexOf('/'));
			var method = text.substring(0, text.indexOf('/')).strip();
			return new Exemption(method.isEmpty() ? null : HttpMethod.valueOf(method),
					PathPatternParser.defaultInstance.parse(path));
		}

		boolean isOf(HttpMethod asked) {
			return this.method == null || this.method.equals(asked);
		}

	}

}
