package dev.akshay.portfolio.observatory.span;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DisclosureTests {

	private static final TraceId TRACE = new TraceId(1, 2);

	private final Disclosure disclosure = new Disclosure(new DisclosureSettings(
			List.of("/", "/projects/{slug}", "/api/contact/receipts/{receipt}", "/api/contact/**")));

	@ParameterizedTest
	@CsvSource({ "http://127.0.0.1:20001/projects/kodai, /projects/{slug}", "/projects/kodai?q=ada, /projects/{slug}",
			"/api/contact/receipts/s3cret, /api/contact/receipts/{receipt}", "http://website, /", "/?name=ada, /",
			"/api/contact/ada@example.org, /api/contact/**" })
	void showsAnAddressAsThePatternItFits(String address, String shown) {
		for (var key : List.of("http.url", "url.path", "url.full")) {
			assertThat(shown(Told.by("gateway", TRACE, 1, 0).with(key, address)).attributes())
				.containsOnly(Map.entry("url.path", shown));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/ada@example.org", "/people/ada", "ada", "/%00", "//evil", "/projects/kodai/ada" })
	void showsNoAddressThatFitsNothing(String address) {
		assertThat(shown(Told.by("gateway", TRACE, 1, 0).with("http.url", address)).attributes()).isEmpty();
	}

	@Test
	void showsNothingThatItDoesNotKnow() {
		var span = shown(Told.by("gateway", TRACE, 1, 0)
			.name("mail to ada@example.org")
			.with("client.address", "192.0.2.1")
			.with("enduser.id", "ada")
			.with("http.request.method", "GET ada")
			.with("status", "ada")
			.with("exception", "none")
			.with("messaging.destination.name", "Ada's topic")
			.with("messaging.kafka.consumer.group", "website-1")
			.with("peer.service", "ada@example.org")
			.with("portfolio.subject", "ada@example.org")
			.with("portfolio.Ada", "ada"));
		assertThat(span.attributes()).isEmpty();
		assertThat(span.peer()).isNull();
		assertThat(span.name()).isEqualTo("span");
	}

	@Test
	void showsWhatEverybodyMayKnow() {
		var span = shown(Told.by("gateway", TRACE, 7, 3)
			.kind(SpanKind.CLIENT)
			.failed()
			.with("method", "GET")
			.with("status", 503)
			.with("error.type", "java.io.IOException")
			.with("peer.service", "projects-service")
			.with("portfolio.event", "hedge")
			.with("portfolio.weight", 12));
		assertThat(span.attributes()).containsOnly(Map.entry("http.request.method", "GET"),
				Map.entry("http.response.status_code", "503"), Map.entry("error.type", "java.io.IOException"),
				Map.entry("portfolio.event", "hedge"));
		assertThat(span.peer()).isEqualTo("projects-service");
		assertThat(span.failed()).isTrue();
		assertThat(span.weight()).isEqualTo(12);
		assertThat(span.id()).isEqualTo("0000000000000007");
		assertThat(span.parent()).isEqualTo("0000000000000003");
		assertThat(span.instance()).isEqualTo("gateway-1");
	}

	@ParameterizedTest
	@CsvSource({ "status, 503, true", "http.response.status_code, 500, true", "status, 404, false",
			"status, 200, false", "status, 5xx, false", "portfolio.state, 503, false" })
	void knowsAnAnswerThatIsAFailureThoughNothingWasThrown(String name, String value, boolean failed) {
		assertThat(shown(Told.by("gateway", TRACE, 7, 3).kind(SpanKind.CLIENT).with(name, value)).failed())
			.isEqualTo(failed);
	}

	@ParameterizedTest
	@CsvSource({ "http get, status, 503, true", "http get, status, 200, false",
			"breaker, portfolio.event, breaker, true", "http get, portfolio.event, hedge, false",
			"breaker, portfolio.state, breaker, false" })
	void knowsWhatCountsHoweverMuchComes(String span, String name, String value, boolean news) {
		assertThat(Disclosure.isNews(Told.by("gateway", TRACE, 7, 3).name(span).with(name, value).span()))
			.isEqualTo(news);
	}

	@ParameterizedTest
	@ValueSource(strings = { "breaker", "limit", "rate-limit", "load", "chaos-places" })
	void showsWhyTheGatewayRefused(String why) {
		assertThat(shown(Told.by("gateway", TRACE, 7, 3).with("portfolio.refused", why)).attributes())
			.containsOnly(Map.entry("portfolio.refused", why));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "1.0.0-SNAPSHOT, 1.0.0-SNAPSHOT", "2.1+7f3a, 2.1+7f3a", "of Ada, -", "ada@example.org, -" })
	void knowsTheVersionOfAProcess(String told, String known) {
		assertThat(this.disclosure.version(Told.by("gateway", TRACE, 1, 0).of(told).exported().getResource()))
			.isEqualTo(known);
	}

	@Test
	void takesNoProcessThatDoesNotSayItsName() {
		assertThat(this.disclosure.service(Told.by("Ada Visitor", TRACE, 1, 0).exported().getResource())).isNull();
	}

	@Test
	void goesOnAfterMoreWordsThanItKeeps() {
		for (int i = 0; i < 10_000; i++) {
			var span = shown(Told.by("gateway", TRACE, i, 0)
				.with("portfolio.subject", "s" + i)
				.with("http.url", "/projects/" + i));
			assertThat(span.attributes()).containsEntry("portfolio.subject", "s" + i)
				.containsEntry("url.path", "/projects/{slug}");
		}
	}

	private Recorded shown(Told told) {
		var exported = told.exported();
		var service = this.disclosure.service(exported.getResource());
		assertThat(service).isNotNull();
		return this.disclosure.disclosed(told.span(), TRACE, service, this.disclosure.instance(exported.getResource()));
	}

}
