package dev.akshay.portfolio.gateway;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What a SIGTERM does, by the context that it closes. */
class GracefulStopIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@Test
	void answersWhatIsUnderWayAndTakesNothingNew() {
		try (var website = new Origin("website"); var gateway = gateway(website)) {
			var answer = Sinks.<String>one();
			website.behaves((request, response) -> response
				.sendString(request.uri().endsWith("/under-way") ? answer.asMono() : Mono.just("in time")));
			var http = WebClient
				.create("http://127.0.0.1:" + gateway.getEnvironment().getProperty("local.server.port"));
			var underWay = read(http, "/projects/under-way").toFuture();
			await().atMost(LIMIT).until(() -> website.requests().size() == 1);

			var stopped = CompletableFuture.runAsync(gateway::close);
			await().atMost(LIMIT)
				.untilAsserted(() -> assertThatExceptionOfType(WebClientRequestException.class)
					.isThrownBy(() -> read(http, "/projects/too-late").block(LIMIT)));
			assertThat(stopped).isNotDone();
			assertThat(underWay).isNotDone();

			answer.tryEmitValue("the whole answer");
			assertThat(underWay).succeedsWithin(LIMIT).isEqualTo("the whole answer");
			assertThat(stopped).succeedsWithin(LIMIT);
		}
	}

	private static Mono<String> read(WebClient http, String path) {
		return http.get().uri(path).retrieve().bodyToMono(String.class);
	}

	private static ConfigurableApplicationContext gateway(Origin website) {
		return new SpringApplicationBuilder(GatewayApplication.class, OwnResources.class).run("--server.port=0",
				"--management.server.port=0", "--portfolio.services.website=" + website.uri(),
				"--portfolio.gateway.routes.website.response-timeout=60s",
				// as long as this test waits
				"--spring.lifecycle.timeout-per-shutdown-phase=60s");
	}

	/** Those that all contexts share would end with this one. */
	@TestConfiguration(proxyBeanMethods = false)
	static class OwnResources {

		@Bean
		ReactorResourceFactory reactorResourceFactory() {
			var resources = new ReactorResourceFactory();
			resources.setUseGlobalResources(false);
			return resources;
		}

	}

}
