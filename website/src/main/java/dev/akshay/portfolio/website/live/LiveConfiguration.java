package dev.akshay.portfolio.website.live;

import dev.akshay.portfolio.platform.web.OpenStreams;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

	@Bean
	OpenStreams pageStreams(LiveSettings settings) {
		return new OpenStreams(settings.open(), settings.life(), TooManyListeners::new);
	}

}
