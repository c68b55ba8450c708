package dev.akshay.portfolio.observatory.stream;

import dev.akshay.portfolio.platform.web.OpenStreams;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

	@Bean
	OpenStreams listenerStreams(StreamSettings settings, MeterRegistry meters) {
		var streams = new OpenStreams(settings.open(), settings.life(), TooManyListeners::new);
		meters.gauge("portfolio.observatory.listeners", streams, OpenStreams::open);
		return streams;
	}

}
