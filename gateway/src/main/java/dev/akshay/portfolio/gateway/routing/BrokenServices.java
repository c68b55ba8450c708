package dev.akshay.portfolio.gateway.routing;

import java.net.URI;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.akshay.portfolio.gateway.chaos.ChaosSession;
import dev.akshay.portfolio.gateway.chaos.ChaosSettings;
import dev.akshay.portfolio.gateway.hedging.Hedging;
import dev.akshay.portfolio.gateway.origin.EventLoopTimers;
import dev.akshay.portfolio.gateway.origin.OriginClient;
import dev.akshay.portfolio.gateway.resilience.ResilienceSettings;
import dev.akshay.portfolio.gateway.resilience.ServiceGuard;
import dev.akshay.portfolio.gateway.routing.GatewayRoutes.Target;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * What stands between a service and a visitor who broke something for herself: a breaker,
 * budgets, a histogram and a memory of replicas that are hers alone, made when she first
 * needs them and forgotten when she has gone. What happens in there is in no metric.
 */
@Component
class BrokenServices {

	/** More than all routes of as many visitors as there are places. */
	private static final int MOST = 1000;

	private static final Duration A_WHILE = Duration.ofMinutes(1);

	private final ChaosSettings settings;

	private final OriginClient client;

	private final EventLoopTimers timers;

	private final ApplicationEventPublisher events;

	private final Cache<Key, RoutedService> services;

	BrokenServices(ChaosSettings settings, OriginClient client, EventLoopTimers timers,
			ApplicationEventPublisher events) {
		this.settings = settings;
		this.client = client;
		this.timers = timers;
		this.events = events;
		this.services = Caffeine.newBuilder()
			.maximumSize(MOST)
			.expireAfterAccess(settings.longest().plus(A_WHILE))
			.build();
	}

	/**
	 * The service behind a route, for one visitor.
	 * @param visitor who asks
	 * @param everybodys the service as everybody else asks it
	 * @return the service, with all that is hers
	 */
	RoutedService of(ChaosSession visitor, RoutedService everybodys) {
		return this.services.get(new Key(visitor.id(), everybodys.name(), everybodys.target().uri()),
				(_) -> service(everybodys.name(), everybodys.target()));
	}

	private RoutedService service(String route, Target target) {
		// of which nothing is read
		MeterRegistry nowhere = new CompositeMeterRegistry();
		return new RoutedService(route, target, this.client,
				this.client.replicasApart(target.uri(), target.longestSilence(), target.resilience().replicaPause()),
				new ServiceGuard(route, narrowed(target.resilience()), this.timers, nowhere, this.events, true),
				new Hedging(route, target.hedging(), this.timers, nowhere), true);
	}

	private ResilienceSettings narrowed(ResilienceSettings route) {
		return new ResilienceSettings(Math.min(route.concurrent(), this.settings.concurrent()), route.breaker(),
				route.retry(), route.replicaPause());
	}

	private record Key(String session, String route, URI uri) {
	}

}
