package dev.akshay.portfolio.gateway.edge;

import java.time.Clock;
import java.util.Map;

import dev.akshay.portfolio.gateway.chaos.ChaosSessions;
import dev.akshay.portfolio.platform.messaging.TopicSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.web.server.adapter.HttpWebHandlerAdapter;

/** Puts the cache in front of everything. */
@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

	@Bean(destroyMethod = "close")
	EdgeCache edgeCache(EdgeSettings settings, ObjectProvider<Clock> clock) {
		return new EdgeCache(settings, clock.getIfAvailable(Clock::systemUTC));
	}

	@Bean
	EdgeMetrics edgeMetrics(MeterRegistry registry, EdgeCache cache) {
		return new EdgeMetrics(registry, cache.store());
	}

	/** Who watches a change looks at once or never. */
	@Bean
	NewTopic purgesTopic(TopicSettings topics) {
		return topics.topic(PurgeReports.TOPIC).configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "3600000"));
	}

	@Bean
	HitTraces hitTraces(ObjectProvider<Tracer> tracer, EdgeMetrics metrics, EdgeSettings settings) {
		return new HitTraces(tracer.getIfAvailable(() -> Tracer.NOOP), metrics, settings.hitTraces());
	}

	// the management port asks its parents for decorators, too, and must not get this one
	@Bean
	HttpHandlerDecoratorFactory edgeHandler(EdgeCache cache, EdgeMetrics metrics, HitTraces traces,
			EdgeProblems problems, ChaosSessions chaos, ApplicationContext publicDoor) {
		return (handler) -> (handler instanceof HttpWebHandlerAdapter adapter
				&& !publicDoor.equals(adapter.getApplicationContext())) ? handler
						: new EdgeHandler(handler, cache, metrics, traces, problems, chaos);
	}

}
