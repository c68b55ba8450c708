package dev.akshay.portfolio.gateway.protection;

import org.junit.jupiter.api.Timeout;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A gateway at a port, before services that say what came through. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@Timeout(60)
abstract class BehindTheGateway {

	/** One for all tests, as long as there are any. */
	static final EchoOrigin origin = new EchoOrigin();

	@LocalServerPort
	int port;

	@DynamicPropertySource
	static void origins(DynamicPropertyRegistry properties) {
		properties.add("portfolio.services.website", origin::uri);
		properties.add("portfolio.services.profile-service", origin::uri);
	}

}
