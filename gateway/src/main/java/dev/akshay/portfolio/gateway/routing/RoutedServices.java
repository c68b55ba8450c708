package dev.akshay.portfolio.gateway.routing;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.akshay.portfolio.gateway.hedging.Hedging;
import dev.akshay.portfolio.gateway.origin.EventLoopTimers;
import dev.akshay.portfolio.gateway.origin.OriginClient;
import dev.akshay.portfolio.gateway.resilience.ServiceGuard;
import dev.akshay.portfolio.gateway.routing.GatewayRoutes.Target;
import dev.akshay.portfolio.platform.tracing.Breakers;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.cloud.gateway.route.Route;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * The services behind all routes: behind ours from the start, behind those that Spring
 * Cloud Gateway was given itself when they are first asked.
 */
@Component
class RoutedServices implements Breakers {

	/** Among the metadata of a route of ours: its {@link Target}. */
	static final String OURS = RoutedServices.class.getName() + ".target";

	/** More routes than anybody has; what is left out of these is made anew. */
	private static final int MOST = 1000;

	/** The worst last: one service may stand behind several routes. */
	private static final List<String> STATES = List.of("closed", "half-open", "open");

	private final OriginClient client;

	private final EventLoopTimers timers;

	private final MeterRegistry meters;

	private final ApplicationEventPublisher events;

	private final Map<String, RoutedService> ours;

	private final Cache<Other, RoutedService> others = Caffeine.newBuilder().maximumSize(MOST).build();

	RoutedServices(GatewayRoutes gateway, OriginClient client, EventLoopTimers timers, MeterRegistry meters,
			ApplicationEventPublisher events) {
		this.client = client;
		this.timers = timers;
		this.meters = meters;
		this.events = events;
		this.ours = gateway.routes()
			.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
					(route) -> service(route.getKey(), route.getValue())));
	}

	/**
	 * Whether a route is one of ours.
	 * @param route any route; one of another's may have the name of one of ours
	 * @return whether it was made of {@link GatewayRoutes}
	 */
	static boolean isOurs(Route route) {
		return route.getMetadata().get(OURS) instanceof Target;
	}

	/**
	 * The service behind a route.
	 * @param route the route
	 * @return the service, the same for every request
	 */
	RoutedService behind(Route route) {
		return isOurs(route) ? Objects.requireNonNull(this.ours.get(route.getId())) : this.others
			.get(new Other(route.getId(), route.getUri()), (other) -> service(other.name(), Target.of(route)));
	}

	@Override
	public Map<String, String> states() {
		return Stream.concat(this.ours.values().stream(), this.others.asMap().values().stream())
			.filter((service) -> service.target().uri().getHost() != null)
			.collect(Collectors.toMap((service) -> service.target().uri().getHost(), RoutedService::breakerState,
					BinaryOperator.maxBy(Comparator.comparingInt(STATES::indexOf))));
	}

	private RoutedService service(String name, Target target) {
		return new RoutedService(name, target, this.client,
				this.client.replicas(target.uri(), target.longestSilence(), target.resilience().replicaPause()),
				new ServiceGuard(name, target.resilience(), this.timers, this.meters, this.events, false),
				new Hedging(name, target.hedging(), this.timers, this.meters));
	}

	private record Other(String name, URI uri) {
	}

}
