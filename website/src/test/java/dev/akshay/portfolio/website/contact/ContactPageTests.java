package dev.akshay.portfolio.website.contact;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

import dev.akshay.portfolio.website.StubServices;
import dev.akshay.portfolio.website.StubServices.Answer;
import dev.akshay.portfolio.website.WebsiteTest;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;

import static org.assertj.core.api.Assertions.assertThat;

@WebsiteTest
class ContactPageTests {

	private static final String MESSAGES = "/api/contact/messages";

	private static final String KEY = "0b4b1c5e-8f0e-4d2c-9b1a-3f1f0f1e2d3c";

	@Autowired
	private WebTestClient client;

	@Autowired
	private StubServices services;

	@BeforeEach
	void servicesAnswer() {
		this.services.reset();
	}

	@Test
	void everyFormHasAKeyOfItsOwnAndIsNotKept() {
		var first = this.client.get().uri("/contact").exchange().expectBody().returnResult();
		assertThat(first.getResponseHeaders().getCacheControl()).isEqualTo("no-store");
		var key = keyOf(parse(first));
		assertThat(UUID.fromString(key)).isNotNull();
		var second = this.client.get().uri("/contact").exchange().expectBody().returnResult();
		assertThat(keyOf(parse(second))).isNotEqualTo(key);
	}

	@Test
	void formWorksByItself() {
		var form = parse(this.client.get().uri("/contact").exchange().expectBody().returnResult()).select("form");
		assertThat(form.attr("method")).isEqualTo("post");
		assertThat(form.attr("action")).isEqualTo("/contact");
		for (var field : form.select("input:not([type=hidden], [hidden] *), textarea")) {
			assertThat(form.select("label[for=" + field.id() + "]")).as(field.id()).hasSize(1);
			assertThat(form.select("#" + field.attr("aria-describedby"))).hasSize(1);
		}
	}

	@Test
	void honeypotIsForNobody() {
		var page = parse(this.client.get().uri("/contact").exchange().expectBody().returnResult());
		var honeypot = page.select("[hidden][aria-hidden=true] > input");
		assertThat(honeypot).hasSize(1);
		assertThat(honeypot.attr("name")).isEqualTo("website");
		assertThat(honeypot.attr("tabindex")).isEqualTo("-1");
		assertThat(honeypot.attr("autocomplete")).isEqualTo("off");
		assertThat(honeypot.val()).isEmpty();
		assertThat(page.select("label[for=" + honeypot.attr("id") + "]").text()).isEqualTo("Leave this empty");
	}

	@Test
	void formTellsWhenItWasOpened() {
		var before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
		var page = parse(this.client.get().uri("/contact").exchange().expectBody().returnResult());
		assertThat(Instant.parse(page.select("input[name=openedAt]").val())).isBetween(before, Instant.now());
	}

	@Test
	void whatSpeaksForOrAgainstAPersonIsPassedOn() {
		this.services.answer(MESSAGES, Answer.json(202, "{\"receipt\": \"r-1\", \"status\": \"received\"}"));
		var form = form("website", "https://pills.example");
		form.set("openedAt", "2026-11-23T10:00:00.123Z");
		post(form);
		var received = JsonMapper.shared().readTree(this.services.received().getFirst().body());
		assertThat(received.path("website").asString()).isEqualTo("https://pills.example");
		assertThat(received.path("openedAt").asString()).isEqualTo("2026-11-23T10:00:00.123Z");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "yesterday", "5", "<b>", "2026-11-23T10:00:00" })
	void timeThatIsNoneIsLeftOut(String time) {
		this.services.answer(MESSAGES, Answer.json(202, "{\"receipt\": \"r-1\", \"status\": \"received\"}"));
		post(form("openedAt", time));
		assertThat(this.services.received().getFirst().body()).doesNotContain("openedAt");
	}

	@Test
	void formThatIsShownAgainWasOpenedBefore() {
		this.services.answer(MESSAGES, Answer.json(422, """
				{"status": 422, "errors": [{"field": "email", "message": "must be an address"}]}"""));
		var page = parse(post(form("openedAt", "2026-11-23T10:00:00.123Z")));
		assertThat(page.select("input[name=openedAt]").val()).isEqualTo("2026-11-23T10:00:00.123Z");
	}

	@Test
	void sentMessageLeadsToItsReceipt() {
		this.services.answer(MESSAGES, Answer.json(202, "{\"receipt\": \"r-1\", \"status\": \"received\"}"));
		this.client.post()
			.uri("/contact")
			.body(BodyInserters.fromFormData(form("body", "line one\r\nline two\r\n")))
			.exchange()
			.expectStatus()
			.isSeeOther()
			.expectHeader()
			.location("/contact/receipts/r-1")
			.expectHeader()
			.valueEquals("Cache-Control", "no-store");
		var received = this.services.received().getFirst();
		assertThat(received.path()).isEqualTo(MESSAGES);
		assertThat(received.key()).isEqualTo('"' + KEY + '"');
		assertThat(JsonMapper.shared().readTree(received.body())).isEqualTo(JsonMapper.shared()
			.valueToTree(Map.of("name", "Ada", "email", "ada@example.org", "subject", "Engine", "body",
					"line one\nline two")));
	}

	@Test
	void emptySubjectIsNone() {
		this.services.answer(MESSAGES, Answer.json(202, "{\"receipt\": \"r-1\", \"status\": \"received\"}"));
		post(form("subject", " "));
		assertThat(this.services.received().getFirst().body()).doesNotContain("subject");
	}

	@Test
	void faultsStandAtTheirFieldsAndNothingTypedIsLost() {
		this.services.answer(MESSAGES, Answer.json(422, """
				{"status": 422, "errors": [{"field": "email", "message": "must be an address"}]}"""));
		var response = post(form("body", "  <b>typed</b>"));
		assertThat(response.getStatus()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(response.getResponseHeaders().getCacheControl()).isEqualTo("no-store");
		var page = parse(response);
		assertThat(page.select("#email").attr("aria-invalid")).isEqualTo("true");
		assertThat(page.select("#email-wrong").text()).isEqualTo("E-mail must be an address");
		assertThat(page.select("#name").hasAttr("aria-invalid")).isFalse();
		assertThat(page.select("#email").val()).isEqualTo("ada@example.org");
		assertThat(page.select("textarea").first().wholeText().strip()).isEqualTo("<b>typed</b>");
		assertThat(page.select(".notice").text()).contains("another look");
		assertThat(keyOf(page)).isEqualTo(KEY);
	}

	@Test
	void silentServiceLosesNothingAndKeepsTheKey() {
		this.services.answer(MESSAGES, Answer.json(503, "{\"status\": 503}"));
		var response = post(form("name", "Ada"));
		assertThat(response.getStatus()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
		assertThat(response.getResponseHeaders().getFirst("Retry-After")).isNotNull();
		var page = parse(response);
		assertThat(page.select("#name").val()).isEqualTo("Ada");
		assertThat(page.select(".notice").text()).contains("contact-service is not answering");
		assertThat(keyOf(page)).isEqualTo(KEY);
		assertThat(this.services.received().stream().filter((it) -> it.path().equals(MESSAGES)))
			.as("tried again with the same key")
			.hasSize(3)
			.allMatch((it) -> it.key().contains(KEY));
	}

	@Test
	void changedTextUnderAUsedKeyGetsAFreshOne() {
		this.services.answer(MESSAGES,
				Answer.json(422, "{\"type\": \"https://akshay.dev/problems/idempotency-key-reused\"}"));
		var response = post(form("body", "another text"));
		assertThat(response.getStatus()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(keyOf(parse(response))).isNotEqualTo(KEY);
		assertThat(parse(response).select(".notice").text()).contains("already arrived");
	}

	@Test
	void forgedKeyIsReplaced() {
		this.services.answer(MESSAGES, Answer.json(202, "{\"receipt\": \"r-1\", \"status\": \"received\"}"));
		post(form("key", "x\r\nInjected: header"));
		assertThat(UUID.fromString(this.services.received().getFirst().key().replace("\"", ""))).isNotNull();
	}

	@Test
	void missingFieldsAreEmptyOnes() {
		this.services.answer(MESSAGES, Answer.json(422, """
				{"errors": [{"field": "name", "message": "must not be empty"}]}"""));
		var response = post(new LinkedMultiValueMap<>());
		assertThat(response.getStatus()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
	}

	@Test
	void tooLargeAFormIsRefused() {
		var response = post(form("body", "x".repeat(70_000)));
		assertThat(response.getStatus()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
		assertThat(parse(response).select("h1").text()).isEqualTo("That was too long");
	}

	@Test
	void receiptTellsHowFarTheMessageIs() {
		this.services.answer("/api/contact/receipts/r-1", Answer.json(200, """
				{"receipt": "r-1", "status": "published", "traceId": "4bf92f3577b34da6a3ce929d0e0e4736", "steps": [
				{"status": "received", "at": "2026-11-23T10:00:00.100Z"},
				{"status": "published", "at": "2026-11-23T10:00:00.118345Z"}]}"""));
		var response = this.client.get().uri("/contact/receipts/r-1").exchange().expectBody().returnResult();
		assertThat(response.getResponseHeaders().getCacheControl()).isEqualTo("no-store");
		var page = parse(response);
		assertThat(page.select("receipt-trail").attr("data-receipt")).isEqualTo("r-1");
		assertThat(page.select("[data-step=received] time").text()).isEqualTo("10:00:00.100 UTC");
		assertThat(page.select("[data-step=published] time").text()).isEqualTo("+18 ms");
		assertThat(page.select("[data-step=delivered][data-at]")).isEmpty();
		assertThat(page.select("[data-step=parked]").hasAttr("hidden")).isTrue();
		assertThat(page.select(".trace").text()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
		assertThat(page.select("head noscript").html()).contains("refresh");
		assertThat(page.select("meta[name=robots]").attr("content")).isEqualTo("noindex");
	}

	@Test
	void finishedReceiptStandsStill() {
		this.services.answer("/api/contact/receipts/r-1", Answer.json(200, """
				{"receipt": "r-1", "status": "parked", "steps": [{"status": "received", "at": "2026-11-23T10:00:00Z"},
				{"status": "parked", "at": "2026-11-23T10:00:02Z"}]}"""));
		var page = parse(this.client.get().uri("/contact/receipts/r-1").exchange().expectBody().returnResult());
		assertThat(page.select("head noscript")).isEmpty();
		assertThat(page.select("[data-step=delivered]").hasAttr("hidden")).isTrue();
		assertThat(page.select("[data-step=parked]").hasAttr("hidden")).isFalse();
		assertThat(page.select("receipt-trail > p[hidden]")).as("no trace, no line for it").hasSize(1);
	}

	private EntityExchangeResult<byte[]> post(LinkedMultiValueMap<String, String> form) {
		return this.client.post()
			.uri("/contact")
			.accept(MediaType.TEXT_HTML)
			.body(BodyInserters.fromFormData(form))
			.exchange()
			.expectBody()
			.returnResult();
	}

	private static LinkedMultiValueMap<String, String> form(String field, String value) {
		var form = new LinkedMultiValueMap<String, String>();
		form.setAll(
				Map.of("key", KEY, "name", "Ada", "email", "ada@example.org", "subject", "Engine", "body", "Hello"));
		form.set(field, value);
		return form;
	}

	private static String keyOf(Document page) {
		return page.select("input[name=key]").val();
	}

	private static Document parse(EntityExchangeResult<byte[]> response) {
		return Jsoup.parse(new String(response.getResponseBody(), StandardCharsets.UTF_8));
	}

}
