package dev.akshay.portfolio.gateway.routing;

import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
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

	private final List<Paths> paths;

	private final List<Exemption> exemptions;

	/**
	 * The requests for some paths.
	 * @param paths patterns of the paths
	 * @param except patterns of paths that are left alone all the same, for one method
	 * only if its name comes first
	 */
	Requests(List<String> paths, List<String> except) {
		this.paths = paths.stream().map(Paths::of).toList();
		this.exemptions = except.stream().map(Exemption::of).toList();
	}

	@Override
	public boolean test(ServerWebExchange exchange) {
		return takes(exchange.getRequest());
	}

	private boolean takes(ServerHttpRequest request) {
		var path = request.getPath().pathWithinApplication();
		for (var pattern : this.paths) {
			if (pattern.take(path)) {
				return !isExempt(request);
			}
		}
		return false;
	}

	private boolean isExempt(ServerHttpRequest request) {
		var path = request.getPath().pathWithinApplication();
		for (var exemption : this.exemptions) {
			if (exemption.isOf(request.getMethod()) && exemption.path().take(path)) {
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
	private record Exemption(@Nullable HttpMethod method, Paths path) {

		/** Of {@code /api/**}, or {@code POST /studio/login}. */
		static Exemption of(String text) {
			var path = text.substring(text.indexOf('/'));
			var method = text.substring(0, text.indexOf('/')).strip();
			return new Exemption(method.isEmpty() ? null : HttpMethod.valueOf(method), Paths.of(path));
		}

		boolean isOf(HttpMethod asked) {
			return this.method == null || this.method.equals(asked);
		}

	}

	/**
	 * The paths of a pattern. Most requests are for others, which mostly shows at once.
	 *
	 * @param beginning what all of them begin with, as far as it is literal
	 * @param pattern the pattern
	 */
	private record Paths(String beginning, PathPattern pattern) {

		private static final String SPECIAL = "*?{";

		static Paths of(String text) {
			return new Paths(beginning(text), PathPatternParser.defaultInstance.parse(text));
		}

		/**
		 * The segments before the first that is not literal: {@code /api/**} takes
		 * {@code /api}, too.
		 */
		private static String beginning(String text) {
			for (var i = 0; i < text.length(); i++) {
				if (SPECIAL.indexOf(text.charAt(i)) >= 0) {
					return text.substring(0, Math.max(0, text.lastIndexOf('/', i)));
				}
			}
			return text;
		}

		boolean take(PathContainer path) {
			return (path.value().startsWith(this.beginning) || !isLiteral(path.value())) && this.pattern.matches(path);
		}

		/**
		 * Whether patterns see the path as it is: not decoded, nor without parameters.
		 */
		private static boolean isLiteral(String path) {
			return path.indexOf('%') < 0 && path.indexOf(';') < 0;
		}

	}

}
