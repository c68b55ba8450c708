package dev.akshay.portfolio.platform.content;

import java.time.Duration;

import jakarta.validation.Validator;
import tools.jackson.dataformat.yaml.YAMLMapper;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Loads the content of services that have some, before they serve their first request.
 */
@AutoConfiguration
@ConditionalOnClass(YAMLMapper.class)
@ConditionalOnBean(ContentLoader.class)
@EnableConfigurationProperties(ContentLocation.class)
class ContentAutoConfiguration {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@Bean
	ContentFiles contentFiles(ContentLocation content, Validator validator) {
		return new ContentFiles(content.location(), validator);
	}

	// on the main thread, while nothing is served yet: the one place that waits
	@Bean
	SmartInitializingSingleton contentLoading(ContentLoader loader, ContentFiles files) {
		return () -> loader.load(files).block(LIMIT);
	}

}
