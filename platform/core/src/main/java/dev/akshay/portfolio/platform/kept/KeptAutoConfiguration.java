package dev.akshay.portfolio.platform.kept;

import dev.akshay.portfolio.platform.postgres.Notifications;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.server.adapter.HttpWebHandlerAdapter;

/**
 * Keeps public content in memory, in a service that says
 * {@code portfolio.kept.enabled: true} and tells its changes.
 */
@AutoConfiguration(afterName = "dev.akshay.portfolio.platform.postgres.PostgresAutoConfiguration")
@ConditionalOnClass({ DatabaseClient.class, PostgresqlConnectionFactory.class })
@ConditionalOnBooleanProperty("portfolio.kept.enabled")
@EnableConfigurationProperties(KeptAnswersSettings.class)
class KeptAutoConfiguration {

	@Bean
	KeptAnswers keptAnswers(KeptAnswersSettings settings, Notifications notifications) {
		return Forgetting.keptAnswers(settings, notifications);
	}

	@Bean
	Forgetting forgetting(KeptAnswers kept, Notifications notifications, DatabaseClient database) {
		return new Forgetting(kept, notifications, database);
	}

	// outside of the filter that gives entity tags
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 200)
	KeptAnswersFilter keptAnswersFilter(KeptAnswers kept) {
		return new KeptAnswersFilter(kept);
	}

	// the management port asks its parents for decorators, too, and must not get this one
	@Bean
	HttpHandlerDecoratorFactory keptAnswersHandler(KeptAnswers kept, MeterRegistry meters, ApplicationContext service) {
		return (handler) -> (handler instanceof HttpWebHandlerAdapter adapter
				&& !service.equals(adapter.getApplicationContext())) ? handler
						: new KeptAnswersHandler(handler, kept, meters);
	}

}
