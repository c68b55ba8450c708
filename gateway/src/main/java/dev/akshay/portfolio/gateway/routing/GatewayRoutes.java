package dev.akshay.portfolio.gateway.routing;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.akshay.portfolio.gateway.hedging.HedgingSettings;
import dev.akshay.portfolio.gateway.resilience.ResilienceSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The routes, by name. A map, so that one more route can be added from outside without
 * repeating the others.
 *
 * @param routes what goes where
 */
@Validated
@ConfigurationProperties("portfolio.gateway")
record GatewayRoutes(@DefaultValue @NotEmpty Map<String, @Valid @NotNull Target> routes) {

	/**
	 * One route.
	 *
	 * @param uri where it leads; the host may be a service's name
	 * @param paths patterns of the paths it takes
	 * @param except patterns of the paths that it leaves alone all the same, for one
	 * method only if its name comes first: {@code POST /studio/login}
	 * @param order lower ones are asked first
	 * @param responseTimeout how long the service may take to begin its answer, all tries
	 * together
	 * @param bodyIdle how long the body of an answer may pause
	 * @param requestBody the largest body it takes
	 * @param owner whether this is a service of ours, named by the URI's host: it is told
	 * by a token of its own when the owner asks, and gets no {@code Authorization} from
	 * outside
	 * @param onBehalf services of ours that this one asks in the owner's name to answer:
	 * the token is good for these, too
	 * @param resilience what happens when the service is ill
	 * @param hedging when the service is asked twice
	 */
	record Target(@NotNull URI uri, @NotEmpty List<String> paths, @DefaultValue List<String> except,
			@DefaultValue("0") int order, @DefaultValue("3s") Duration responseTimeout,
			@DefaultValue("60s") Duration bodyIdle, @DefaultValue("64KB") DataSize requestBody,
			@DefaultValue("false") boolean owner, @DefaultValue List<String> onBehalf,
			@DefaultValue @Valid ResilienceSettings resilience, @DefaultValue @Valid HedgingSettings hedging) {

		private static final String NAME = "route";

		/**
		 * How long nothing may come: an answer may take longer to begin than to go on.
		 */
		Duration longestSilence() {
			return (this.responseTimeout.compareTo(this.bodyIdle) > 0) ? this.responseTimeout : this.bodyIdle;
		}

		/**
		 * What a route is that is not one of ours: as one of ours where nobody says
		 * otherwise, in its metadata and under the same names.
		 * @param other the route, which decides by itself what it takes
		 * @return where it leads, and how
		 */
		static Target of(Route other) {
			var settings = new HashMap<String, Object>();
			flatten(NAME, other.getMetadata(), settings);
			settings.put(NAME + ".uri", other.getUri());
			settings.put(NAME + ".paths", "/**");
			return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(NAME, Target.class);
		}

		private static void flatten(String name, Object value, Map<String, Object> settings) {
			if (value instanceof Map<?, ?> inner) {
				inner.forEach((key, innerValue) -> flatten(name + '.' + key, innerValue, settings));
			}
			else {
				settings.put(name, value);
			}
		}

	}

}
