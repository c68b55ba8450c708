package dev.akshay.portfolio.website;

import java.time.Instant;
import java.util.List;

import dev.akshay.portfolio.platform.chaos.Fault;
import dev.akshay.portfolio.platform.chaos.Faults;
import dev.akshay.portfolio.website.StubServices.Received;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What a visitor broke for herself goes on to those whom a page asks. */
@WebsiteTest
class ChaosPassingTests {

	@Autowired
	private WebTestClient client;

	@Autowired
	private StubServices services;

	@BeforeEach
	void begin() {
		this.services.reset();
	}

	@Test
	void asksForHerInHerNameAndForOthersNot() {
		var broken = chaos("projects-service");
		for (var turn = 0; turn < 3; turn++) {
			get("/", null);
			get("/", broken);
		}
		assertThat(this.services.received()).extracting(Received::baggage).containsOnly("", broken);
		assertThat(this.services.received()).filteredOn((call) -> call.baggage().equals(broken))
			.extracting(Received::path)
			.contains("/api/profile", "/api/projects", "/api/insights")
			.hasSize(9);
	}

	@Test
	void failsForHer() {
		this.client.get()
			.uri("/")
			.header("baggage", chaos("website"))
			.exchange()
			.expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.valueEquals("Chaos-Fault", "error");
		get("/", null);
	}

	private void get(String path, String baggage) {
		var request = this.client.get().uri(path);
		((baggage != null) ? request.header("baggage", baggage) : request).exchange().expectStatus().isOk();
	}

	private static String chaos(String service) {
		return new Faults(List.of(new Fault(service, Fault.Kind.ERROR, 0, 100, Instant.now().getEpochSecond() + 60)))
			.headerValue();
	}

}
