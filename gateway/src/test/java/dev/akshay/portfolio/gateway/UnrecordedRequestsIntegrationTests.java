package dev.akshay.portfolio.gateway;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "portfolio.tracing.per-second=0" })
@AutoConfigureWebTestClient(timeout = "PT30S")
class UnrecordedRequestsIntegrationTests {

	private static final Origin profile = new Origin("profile-service");

	@DynamicPropertySource
	static void origins(DynamicPropertyRegistry properties) {
		properties.add("portfolio.services.profile-service", profile::uri);
	}

	@AfterAll
	static void stopOrigin() {
		profile.close();
	}

	@Test
	void tellTheServiceNotToRecordThemEither(@Autowired WebTestClient client) {
		var headers = client.get().uri("/api/profile").exchange().returnResult(String.class).getResponseHeaders();
		var trace = String.valueOf(headers.getFirst("traceresponse"));
		assertThat(trace).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
		// the flags may say that the trace's id is random, but not that it is recorded
		assertThat(headers.getFirst("Origin-Traceparent")).startsWith(trace.substring(0, trace.length() - 1))
			.matches(".*-0[02]");
	}

}
