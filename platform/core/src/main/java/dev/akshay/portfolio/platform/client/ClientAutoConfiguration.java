package dev.akshay.portfolio.platform.client;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Every {@code WebClient} knows the suite's services by name. How long it waits stands in
 * {@code spring.http.clients}.
 */
@AutoConfiguration
@EnableConfigurationProperties(Services.class)
class ClientAutoConfiguration {

	@Bean
	ServiceReplicas serviceReplicas(Services services) {
		return new ServiceReplicas(services.services());
	}

	@Bean
	WebClientCustomizer replicaResolving(ServiceReplicas replicas) {
		var filter = new ReplicaFilter(replicas);
		return (builder) -> builder.filter(filter);
	}

}
