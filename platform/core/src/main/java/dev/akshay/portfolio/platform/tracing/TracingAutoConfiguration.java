package dev.akshay.portfolio.platform.tracing;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.availability.ApplicationAvailability;
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
	SpanExporters spanExporters(ObjectProvider<SpanExporter> exporters, TracingSettings settings) {
		var chosen = exporters.orderedStream()
			.map((exporter) -> watched(new RequestSpanExporter(exporter), "the collector", Duration.ZERO));
		var ours = settings.observatory().stream().map((address) -> observatory(address, settings));
		return SpanExporters.of(Stream.concat(chosen, ours).toList());
	}

	@Bean
	Pulse pulse(ObjectProvider<Tracer> tracer, ApplicationAvailability availability, TracingSettings settings,
			ObjectProvider<Breakers> breakers, ObjectProvider<MeterRegistry> meters) {
		var lag = new LoopLag(() -> HttpResources.get().onServer(LoopResources.DEFAULT_NATIVE), System::nanoTime);
		meters.ifAvailable(
				(registry) -> TimeGauge.builder("portfolio.loop.lag", lag, TimeUnit.NANOSECONDS, LoopLag::recent)
					.description("How long a task waited for an event loop at most, lately")
					.register(registry));
		return new Pulse(tracer.getIfAvailable(() -> Tracer.NOOP), availability, lag, new Memory(),
				breakers.getIfAvailable(() -> Map::of),
				settings.observatory().isEmpty() ? Duration.ZERO : settings.pulse());
	}

	/** What the observatory does not take at once it does not get. */
	private static SpanExporter observatory(URI address, TracingSettings settings) {
		var exporter = OtlpHttpSpanExporter.builder()
			.setEndpoint(address.resolve("/v1/traces").toString())
			.setConnectTimeout(settings.observatoryPatience())
			.setTimeout(settings.observatoryPatience())
			.setRetryPolicy(null)
			.build();
		return watched(exporter, "the observatory", settings.observatoryPause());
	}

	private static SpanExporter watched(SpanExporter exporter, String receiver, Duration pause) {
		return new WatchedSpanExporter(new DiscreetSpanExporter(exporter), receiver, pause, System::nanoTime);
	}

}
