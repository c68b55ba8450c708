package dev.akshay.portfolio.platform.tracing;

import io.opentelemetry.sdk.trace.samplers.Sampler;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Bounds what tracing costs. */
@AutoConfiguration(
		beforeName = "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration")
@ConditionalOnClass(Sampler.class)
@EnableConfigurationProperties(TracingSettings.class)
class TracingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Sampler sampler(TracingSettings settings) {
		var limited = new RateLimitedSampler(settings.perSecond(), System::nanoTime);
		return settings.heedCallers() ? Sampler.parentBased(limited)
				: Sampler.parentBasedBuilder(limited).setRemoteParentSampled(limited).build();
	}

}
