package dev.akshay.portfolio.platform.tracing;

import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
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

	@Bean
	SpanExporters spanExporters(ObjectProvider<SpanExporter> exporters) {
		return SpanExporters.of(exporters.orderedStream()
			.map((exporter) -> (SpanExporter) new DiscreetSpanExporter(exporter))
			.toList());
	}

}
