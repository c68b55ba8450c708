package dev.akshay.portfolio.observatory.stream;

import dev.akshay.portfolio.platform.web.OpenStreams;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

	@Bean
	OpenStreams listenerStreams(StreamSettings settings, MeterRegistry meters) {
		var streams = new OpenStreams(settings.open(), settings.life(), TooManyListeners::ofEvents);
		meters.gauge("portfolio.observatory.listeners", streams, OpenStreams::open);
		return streams;
	}

	@Bean
	OpenStreams traceStreams(StreamSettings settings, MeterRegistry meters) {
		var streams = new OpenStreams(settings.traces(), settings.life(), TooManyListeners::ofTraces);
		meters.gauge("portfolio.observatory.followers", streams, OpenStreams::open);
		return streams;
	}

}
