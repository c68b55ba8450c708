package dev.akshay.portfolio.website.system;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import dev.akshay.portfolio.platform.chaos.Fault;
import dev.akshay.portfolio.platform.scenario.Bounds;
import dev.akshay.portfolio.platform.scenario.Measure;
import dev.akshay.portfolio.platform.scenario.Scenario;
import dev.akshay.portfolio.platform.scenario.Scenarios;
import dev.akshay.portfolio.website.StubServices;
import dev.akshay.portfolio.website.WebsiteTest;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@WebsiteTest
class LivePagesTests {

	@Autowired
	private WebTestClient client;

	@Autowired
	private StubServices services;

	@BeforeEach
	void servicesAnswer() {
		this.services.reset();
	}

	@Test
	void tellsEveryHypothesisWithoutJavaScript() {
		var page = Jsoup.parse(get("/live"));
		assertThat(page.select("guided-tour option").eachAttr("value"))
			.containsExactlyElementsOf(Scenarios.all().stream().map(Scenario::name).toList());
		assertThat(page.select("guided-tour [data-scenario]").eachText()).containsExactlyElementsOf(
				Scenarios.all().stream().map((scenario) -> "Hypothesis. " + scenario.hypothesis()).toList());
	}

	@ParameterizedTest
	@CsvSource({ "live-timeline, data-instance-", "your-request, data-refused-" })
	void hasWordsForWhateverIsTold(String element, String prefix) {
		var words = Jsoup.parse(get("/live")).select(element).first().attributes().asList();
		var told = words.stream()
			.filter((word) -> word.getKey().startsWith(prefix))
			.map((word) -> word.getKey().substring(prefix.length()));
		// as the observatory and the gateway name them
		assertThat(told).containsExactlyInAnyOrderElementsOf(
				element.equals("live-timeline") ? List.of("started", "deployed", "heard", "gone")
						: List.of("breaker", "limit", "rate-limit", "load", "chaos-places"));
		assertThat(words).allSatisfy((word) -> assertThat(word.getValue()).isNotBlank());
	}

	@Test
	void givesScenariosAsTheyAreOrdered() {
		this.client.get()
			.uri("/live/scenarios")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType(MediaType.APPLICATION_JSON)
			.expectHeader()
			.valueMatches("Cache-Control", ".*public.*")
			.expectBody()
			.jsonPath("$[0].name")
			.isEqualTo("insights-slow")
			.jsonPath("$[0].perSecond")
			.isEqualTo(2)
			.jsonPath("$[0].steps[1].breaks[0].service")
			.isEqualTo("insights-service")
			.jsonPath("$[0].steps[1].breaks[0].amount")
			.isEqualTo(4000)
			.jsonPath("$[0].steps[1].breaks[0].probability")
			.isEqualTo(1.0)
			.jsonPath("$[0].steps[1].expects[1].measure")
			.isEqualTo("STATUSES")
			.jsonPath("$[0].steps[1].expects[1].statuses[0]")
			.isEqualTo(200)
			.jsonPath("$[0].steps[1].expects[3].unit")
			.isEqualTo("ms")
			.jsonPath("$[0].steps[1].expects[3].atLeast")
			.isEqualTo(false);
	}

	/** What a scenario may break is what strikes. */
	@Test
	void boundsAreThoseOfTheFaults() {
		assertThat(Bounds.FAULTS).isEqualTo(Arrays.stream(Fault.Kind.values())
			.collect(Collectors.toMap(Fault.Kind::text, (kind) -> new Bounds.Range(kind.least(), kind.most()))));
	}

	/** The page has words for everything that can be expected. */
	@Test
	void hasWordsForEveryMeasure() {
		var tour = Jsoup.parse(get("/live")).select("guided-tour").first();
		for (var measure : Measure.values()) {
			assertThat(tour.attr("data-" + measure.text())).as(measure.text()).isNotBlank();
		}
	}

	private String get(String path) {
		return this.client.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
	}

}
