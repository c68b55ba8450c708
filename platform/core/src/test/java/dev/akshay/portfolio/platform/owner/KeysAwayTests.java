package dev.akshay.portfolio.platform.owner;

import dev.akshay.portfolio.platform.test.OwnerTokens;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(classes = OwnerOnlyTests.Desk.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "portfolio.owner.enabled=true", "spring.application.name=closed-desk" })
@AutoConfigureWebTestClient(timeout = "30s")
@Import(OwnerTokens.class)
class KeysAwayTests {

	@Autowired
	private WebTestClient http;

	@Autowired
	private OwnerTokens.Maker tokens;

	@Test
	void nobodyIsTakenForTheOwnerWhileTheKeysCannotBeRead() {
		this.tokens.destroy();
		this.http.put()
			.uri("/desk")
			.header(HttpHeaders.AUTHORIZATION, this.tokens.bearer("content:write"))
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
			.expectHeader()
			.valueEquals(HttpHeaders.RETRY_AFTER, "2")
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/owner-unavailable");
		this.http.get().uri("/desk").exchange().expectStatus().isOk();
	}

}
