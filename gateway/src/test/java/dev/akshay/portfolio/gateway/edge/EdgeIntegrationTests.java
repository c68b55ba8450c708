package dev.akshay.portfolio.gateway.edge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "portfolio.gateway.routes.scripted.paths=/scripted/**",
				"portfolio.gateway.routes.scripted.hedging.enabled=false",
				"portfolio.gateway.routes.scripted.resilience.breaker.calls=100000",
				"portfolio.gateway.routes.raw.resilience.breaker.calls=100000",
				"portfolio.gateway.routes.raw.resilience.retry.times=0", "portfolio.gateway.routes.raw.paths=/raw/**",
				"portfolio.gateway.edge.largest-response=64KB", "portfolio.gateway.edge.hold-off=1ms",
				"portfolio.gateway.edge.follower-patience=30s", "portfolio.gateway.edge.stale-patience=30s" })
class EdgeIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final String PAGE = "<p>A page of some length.</p>".repeat(100);

	private static final ScriptedOrigin origin = new ScriptedOrigin();

	private static final RawOrigin rawOrigin = new RawOrigin();

	private static final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@Autowired
	private EdgeCache cache;

	@Autowired
	private MovableClock clock;

	@Autowired
	private MeterRegistry meters;

	@LocalServerPort
	private int port;

	private final String path = "/scripted/" + UUID.randomUUID();

	@DynamicPropertySource
	static void origins(DynamicPropertyRegistry properties) {
		properties.add("portfolio.gateway.routes.scripted.uri", origin::uri);
		properties.add("portfolio.gateway.routes.raw.uri", rawOrigin::uri);
	}

	@AfterAll
	static void stop() {
		origin.close();
		rawOrigin.close();
		http.close();
	}

	@Test
	void showsWhatIsFreshWithoutAskingAgain() {
		origin.answer(this.path, PAGE, "Cache-Control: max-age=60", "Content-Type: text/html", "ETag: \"one\"");
		var first = get();
		assertThat(status(first)).isEqualTo("gateway; fwd=uri-miss; fwd-status=200; stored; ttl=60");
		this.clock.pass(Duration.ofSeconds(7));
		var second = get();
		assertThat(second.body()).isEqualTo(PAGE);
		assertThat(second.headers().firstValue("Age")).contains("7");
		assertThat(second.headers().firstValue("ETag")).contains("\"one\"");
		assertThat(second.headers().firstValue("Content-Type")).contains("text/html");
		assertThat(status(second)).isEqualTo("gateway; hit; ttl=53");
		assertThat(asked()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 204, 304, 404 })
	void asksAgainByTheSameConnection(int answered) {
		var connections = ConcurrentHashMap.newKeySet();
		origin.answer(this.path, (request, response) -> {
			connections.add(Objects.requireNonNull(request.remoteAddress()));
			var headed = ScriptedOrigin.with(response.status(answered), "Cache-Control: no-store");
			return (answered == 204 || answered == 304) ? headed.send()
					: headed.header("Content-Length", "4").sendString(Mono.just("text"));
		});
		for (int request = 0; request < 30; request++) {
			assertThat(get("If-None-Match: \"some\"").statusCode()).isEqualTo(answered);
		}
		// the next one may be there before the last connection is given back
		assertThat(connections).hasSizeLessThan(10);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "Cache-Control: no-store", "Cache-Control: private, max-age=60", "Cache-Control: max-age=0",
					"Cache-Control: max-age=60, max-age=0", "Cache-Control: max-age=-1", "Cache-Control: max-age=a",
					"Cache-Control: max-age=\"60", "Expires: 0", "Cache-Control: s-maxage=0, max-age=60",
					"Content-Type: text/plain", "CDN-Cache-Control: no-store", "CDN-Cache-Control: private" })
	void doesNotShowAgainWhatMayNotBeShown(String header) {
		origin.answer(this.path, PAGE, header);
		get();
		get();
		assertThat(asked()).hasSize(2);
		assertThat(status(get())).doesNotContain("hit");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Cache-Control: max-age=60, Set-Cookie: a=b", "Cache-Control: max-age=60, Vary: *" })
	void doesNotKeepWhatIsForOne(String headers) {
		origin.answer(this.path, PAGE, headers.split(", "));
		get();
		get();
		assertThat(asked()).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Cache-Control: max-age=60                                       | 59 | true
			Cache-Control: max-age=60                                       | 61 | false
			Cache-Control: MAX-AGE="60"                                     | 59 | true
			Cache-Control: max-age=10, s-maxage=60                          | 59 | true
			Cache-Control: max-age=60, s-maxage=10                          | 11 | false
			Cache-Control: no-store# CDN-Cache-Control: max-age=60          | 59 | true
			Cache-Control: max-age=60# CDN-Cache-Control: max-age=10        | 11 | false
			Cache-Control: max-age=60# CDN-Cache-Control: max-age="10"      | 59 | true
			Cache-Control: max-age=60# CDN-Cache-Control: &&&               | 59 | true
			Cache-Control: max-age=60# Age: 30                              | 29 | true
			Cache-Control: max-age=60# Age: 30                              | 31 | false
			Cache-Control: max-age=60# Age: nonsense                        | 59 | true
			Cache-Control: must-understand, no-store, max-age=60            | 59 | true
			Cache-Control: max-age=60, immutable                            | 59 | true
			Cache-Control: max-age=99999999999999999999                     | 9999999 | true
			""")
	void countsFreshness(String headers, int seconds, boolean fresh) {
		origin.answer(this.path, PAGE, headers.split("# *"));
		get();
		this.clock.pass(Duration.ofSeconds(seconds));
		assertThat(status(get()).contains("hit")).isEqualTo(fresh);
	}

	@Test
	void countsFreshnessByExpires() {
		origin.answer(this.path, PAGE, "Date: " + date(this.clock.instant()),
				"Expires: " + date(this.clock.instant().plusSeconds(60)));
		get();
		this.clock.pass(Duration.ofSeconds(50));
		assertThat(status(get())).contains("hit");
		this.clock.pass(Duration.ofSeconds(11));
		assertThat(status(get())).doesNotContain("hit");
	}

	@Test
	void guessesFreshnessByTheLastChange() {
		origin.answer(this.path, PAGE, "Date: " + date(this.clock.instant()),
				"Last-Modified: " + date(this.clock.instant().minusSeconds(1000)));
		get();
		this.clock.pass(Duration.ofSeconds(90));
		assertThat(status(get())).contains("hit");
		this.clock.pass(Duration.ofSeconds(11));
		assertThat(status(get())).doesNotContain("hit");
	}

	@Test
	void validatesWhatIsStale() {
		origin.answer(this.path, (request, response) -> "\"one\"".equals(request.requestHeaders().get("If-None-Match"))
				? ScriptedOrigin.with(response, "ETag: \"one\"", "Cache-Control: max-age=60", "Told: again")
					.status(304)
					.send()
				: ScriptedOrigin
					.with(response, "ETag: \"one\"", "Cache-Control: max-age=60", "Told: first", "Content-Type: a/b")
					.sendString(Mono.just(PAGE)));
		get();
		this.clock.pass(Duration.ofSeconds(61));
		var validated = get();
		assertThat(validated.body()).isEqualTo(PAGE);
		assertThat(validated.headers().firstValue("Told")).contains("again");
		assertThat(validated.headers().firstValue("Content-Type")).contains("a/b");
		assertThat(status(validated)).isEqualTo("gateway; fwd=stale; fwd-status=304; stored; ttl=60");
		assertThat(status(get())).contains("hit");
		assertThat(asked()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "private", "no-store" })
	void givesToNobodyElseWhatTurnsOutToBeForOne(String turned) {
		origin.answer(this.path,
				(request, response) -> "\"one\"".equals(request.requestHeaders().get("If-None-Match"))
						? ScriptedOrigin.with(response, "ETag: \"one\"", "Cache-Control: " + turned).status(304).send()
						: ScriptedOrigin.with(response, "ETag: \"one\"", "Cache-Control: max-age=60")
							.sendString(Mono.just(PAGE)));
		get();
		this.clock.pass(Duration.ofSeconds(61));
		var asked = get();
		assertThat(asked.statusCode()).isEqualTo(200);
		assertThat(asked.body()).isEqualTo(PAGE);
		assertThat(asked().getLast().headers().contains("If-None-Match")).as("what it says is its own answer")
			.isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 304, 200, 410 })
	void showsWhatWasWithdrawnToNobodyAlsoIfNothingElseIsThere(int status) {
		origin.answer(this.path, (request, response) -> {
			if ("\"one\"".equals(request.requestHeaders().get("If-None-Match"))) {
				return ScriptedOrigin.with(response, "ETag: \"one\"", "Cache-Control: private").status(status).send();
			}
			return (asked().size() > 1) ? response.status(503).send()
					: ScriptedOrigin.with(response, "ETag: \"one\"", "Cache-Control: max-age=60, stale-if-error=600")
						.sendString(Mono.just(PAGE));
		});
		get();
		this.clock.pass(Duration.ofSeconds(61));
		assertThat(get().statusCode()).isEqualTo(503);
	}

	@Test
	void goesOnKeepingWhatItUnderstands() {
		var cacheControl = "Cache-Control: must-understand, no-store, max-age=60";
		origin.answer(this.path,
				(request, response) -> "\"one\"".equals(request.requestHeaders().get("If-None-Match"))
						? ScriptedOrigin.with(response, "ETag: \"one\"", cacheControl).status(304).send()
						: ScriptedOrigin.with(response, "ETag: \"one\"", cacheControl).sendString(Mono.just(PAGE)));
		get();
		this.clock.pass(Duration.ofSeconds(61));
		assertThat(status(get())).contains("fwd-status=304; stored");
		assertThat(status(get())).contains("hit");
	}

	@Test
	void validatesByTheLastChangeWhereThereIsNoTag() {
		var changed = date(this.clock.instant().minusSeconds(10));
		origin.answer(this.path, PAGE, "Last-Modified: " + changed, "Cache-Control: max-age=60");
		get();
		this.clock.pass(Duration.ofSeconds(61));
		get();
		assertThat(asked().get(1).headers().get("If-Modified-Since")).isEqualTo(changed);
	}

	@Test
	void replacesWhatHasChanged() {
		origin.answer(this.path, "old", "ETag: \"one\"", "Cache-Control: max-age=60");
		get();
		origin.answer(this.path, "new", "ETag: \"two\"", "Cache-Control: max-age=60");
		this.clock.pass(Duration.ofSeconds(61));
		assertThat(get().body()).isEqualTo("new");
		assertThat(get().headers().firstValue("ETag")).contains("\"two\"");
		assertThat(asked()).hasSize(2);
	}

	@Test
	void tellsClientsThatTheyHaveItAlready() {
		origin.answer(this.path, PAGE, "ETag: \"one\"", "Cache-Control: max-age=60", "Content-Type: text/html",
				"Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT");
		get();
		for (var condition : List.of("If-None-Match: \"one\"", "If-None-Match: \"zero\", W/\"one\"", "If-None-Match: *",
				"If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT", "If-Modified-Since: Sunday, 06-Nov-94 08:49:37 GMT",
				"If-Modified-Since: Sun Nov  6 08:49:38 1994")) {
			var response = get(condition);
			assertThat(response.statusCode()).as(condition).isEqualTo(304);
			assertThat(response.body()).isEmpty();
			assertThat(response.headers().firstValue("ETag")).contains("\"one\"");
			assertThat(response.headers().firstValue("Cache-Control")).contains("max-age=60");
		}
		for (var condition : List.of("If-None-Match: \"two\"", "If-None-Match: one",
				"If-Modified-Since: Sun, 06 Nov 1994 08:49:36 GMT", "If-Modified-Since: yesterday")) {
			assertThat(get(condition).statusCode()).as(condition).isEqualTo(200);
		}
		// If-None-Match outweighs the date
		assertThat(get("If-None-Match: \"two\"", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT").statusCode())
			.isEqualTo(200);
		assertThat(asked()).hasSize(1);
	}

	@Test
	void tellsClientsThatTheyHaveItAlreadyEvenWhereNothingIsKept() {
		origin.answer(this.path, PAGE, "ETag: \"one\"", "Cache-Control: max-age=60");
		assertThat(get("If-None-Match: \"one\"").statusCode()).isEqualTo(304);
		assertThat(asked().getFirst().headers().contains("If-None-Match")).isFalse();
		assertThat(get().body()).isEqualTo(PAGE);
		assertThat(asked()).hasSize(1);
	}

	@Test
	void keepsSeveralVariants() {
		origin.answer(this.path,
				(request, response) -> ScriptedOrigin
					.with(response, "Vary: Accept-Language", "Cache-Control: max-age=60")
					.sendString(Mono.just(String.valueOf(request.requestHeaders().get("Accept-Language")))));
		assertThat(get("Accept-Language: de").body()).isEqualTo("de");
		assertThat(status(get("Accept-Language: en"))).startsWith("gateway; fwd=vary-miss");
		assertThat(get("Accept-Language: de").body()).isEqualTo("de");
		assertThat(get("Accept-Language: en").body()).isEqualTo("en");
		assertThat(get().body()).isEqualTo("null");
		assertThat(get("accept-language:   en  ").body()).isEqualTo("en");
		assertThat(asked()).hasSize(3);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Cache-Control: no-cache                    | stale
			Pragma: no-cache                           | stale
			Cache-Control: max-age=0                   | stale
			Cache-Control: max-age=5                   | stale
			Cache-Control: max-age=20                  | hit
			Cache-Control: min-fresh=55                | stale
			Cache-Control: min-fresh=40                | hit
			Cache-Control: max-age=20# Pragma: no-cache| hit
			Cache-Control: nonsense                    | hit
			""")
	void obeysWhatARequestSays(String headers, String expected) {
		origin.answer(this.path, PAGE, "ETag: \"one\"", "Cache-Control: max-age=60");
		get();
		this.clock.pass(Duration.ofSeconds(10));
		var response = get(headers.split("# *"));
		assertThat(response.statusCode()).isEqualTo(200);
		if (expected.equals("hit")) {
			assertThat(status(response)).contains("; hit;");
		}
		else {
			assertThat(status(response)).contains("fwd=request; fwd-status=200; stored");
			assertThat(asked()).hasSize(2);
		}
	}

	@Test
	void keepsNothingOfARequestThatForbidsIt() {
		origin.answer(this.path, PAGE, "Cache-Control: max-age=60");
		assertThat(status(get("Cache-Control: no-store"))).isEqualTo("gateway; fwd=request; fwd-status=200");
		assertThat(status(get())).startsWith("gateway; fwd=uri-miss");
	}

	@Test
	void asksNobodyWhenOnlyWhatIsKeptWillDo() {
		origin.answer(this.path, PAGE, "Cache-Control: max-age=60");
		var missing = get("Cache-Control: only-if-cached");
		assertThat(missing.statusCode()).isEqualTo(504);
		assertThat(missing.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(asked()).isEmpty();
		get();
		assertThat(get("Cache-Control: only-if-cached").body()).isEqualTo(PAGE);
	}

	@Test
	void showsStaleToWhoTakesIt() {
		origin.answer(this.path, PAGE, "Cache-Control: max-age=60");
		get();
		this.clock.pass(Duration.ofSeconds(70));
		assertThat(status(get("Cache-Control: max-stale=20"))).isEqualTo("gateway; hit; ttl=-10");
		assertThat(status(get("Cache-Control: max-stale"))).isEqualTo("gateway; hit; ttl=-10");
		assertThat(status(get("Cache-Control: max-stale=5"))).contains("fwd=stale");
	}

	@Test
	void showsStaleToNobodyWhereItMustNot() {
		origin.answer(this.path, PAGE, "Cache-Control: max-age=60, must-revalidate");
		get();
		this.clock.pass(Duration.ofSeconds(70));
		origin.answer(this.path, (_, response) -> response.status(503).send());
		assertThat(get("Cache-Control: max-stale=100").statusCode()).isEqualTo(503);
	}

	@Test
	void revalidatesInTheBackground() {
		origin.answer(this.path, "old", "Cache-Control: max-age=60, stale-while-revalidate=60");
		get();
		origin.answer(this.path, "new", "Cache-Control: max-age=60, stale-while-revalidate=60");
		this.clock.pass(Duration.ofSeconds(90));
		var stale = get();
		assertThat(stale.body()).isEqualTo("old");
		assertThat(status(stale)).isEqualTo("gateway; hit; ttl=-30");
		await().atMost(LIMIT).untilAsserted(() -> assertThat(get().body()).isEqualTo("new"));
		assertThat(asked()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 500, 502, 503, 504 })
	void showsStaleWhenTheOriginIsInTrouble(int trouble) {
		origin.answer(this.path, PAGE, "Cache-Control: max-age=60, stale-if-error=600");
		get();
		origin.answer(this.path, (_, response) -> response.status(trouble).sendString(Mono.just("trouble")));
		this.clock.pass(Duration.ofSeconds(100));
		var response = get();
		assertThat(response.body()).isEqualTo(PAGE);
		assertThat(status(response)).startsWith("gateway; fwd=stale; fwd-status=").endsWith("detail=stale-if-error");
		this.clock.pass(Duration.ofSeconds(600));
		await().atMost(LIMIT).untilAsserted(() -> assertThat(get().statusCode()).isGreaterThanOrEqualTo(500));
	}

	@Test
	void showsStaleWhenTheOriginBreaksOff() {
		var path = raw("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nCache-Control: max-age=60\r\n\r\ngood");
		get(path);
		raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nCache-Control: max-age=60\r\n\r\nhalf");
		this.clock.pass(Duration.ofSeconds(100));
		assertThat(get(path).body()).isEqualTo("good");
		assertThat(get(path).body()).isEqualTo("good");
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nName: a\0b\r\n\r\nevil",
			"HTTP/1.1 200 OK\r\nContent-Length: nonsense\r\n\r\nevil",
			"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nevil", "nonsense\r\n\r\n", "",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\nevil\r\n" })
	void showsStaleWhenTheOriginTalksNonsense(String nonsense) {
		var path = raw("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nCache-Control: max-age=60\r\n\r\ngood");
		get(path);
		raw(nonsense.replace("200 OK\r\n", "200 OK\r\nCache-Control: max-age=60\r\n"));
		this.clock.pass(Duration.ofSeconds(100));
		assertThat(get(path).body()).isEqualTo("good");
		assertThat(get(path).body()).isEqualTo("good");
	}

	@Test
	void passesTroubleOnWhereNothingIsKept() {
		origin.answer(this.path, (_, response) -> response.status(404).sendString(Mono.just("no")));
		assertThat(get().statusCode()).isEqualTo(404);
		assertThat(get().statusCode()).isEqualTo(404);
		assertThat(asked()).hasSize(2);
	}

	@Test
	void countsFailuresThatPeopleSeeAndNoOthers() {
		double before = failures();
		origin.answer(this.path, PAGE, "Cache-Control: max-age=60, stale-if-error=600");
		get();
		origin.answer(this.path, (_, response) -> response.status(503).sendString(Mono.just("trouble")));
		this.clock.pass(Duration.ofSeconds(100));
		assertThat(get().body()).as("stale").isEqualTo(PAGE);
		assertThat(get(this.path + "/unknown", "Cache-Control: only-if-cached").statusCode()).isEqualTo(504);
		origin.answer(this.path + "/gone", (_, response) -> response.status(404).sendString(Mono.just("no")));
		assertThat(get(this.path + "/gone").statusCode()).isEqualTo(404);
		assertThat(failures()).isEqualTo(before);

		origin.answer(this.path + "/new", (_, response) -> response.status(500).sendString(Mono.just("trouble")));
		assertThat(get(this.path + "/new").statusCode()).isEqualTo(500);
		assertThat(failures()).isEqualTo(before + 1);
		assertThat(get(raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nCache-Control: max-age=60\r\n\r\nhalf"))
			.statusCode()).isGreaterThanOrEqualTo(500);
		assertThat(failures()).isEqualTo(before + 2);
	}

	private double failures() {
		return this.meters.get("portfolio.edge.failures").counter().count();
	}

	@Test
	void neverKeepsHalfABody() {
		var path = raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nCache-Control: max-age=60\r\n\r\nhalf");
		var broken = get(path);
		assertThat(broken.statusCode()).isEqualTo(502);
		assertThat(broken.headers().firstValue("Content-Type")).contains("application/problem+json");
		raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nCache-Control: max-age=60\r\n\r\nwhole");
		assertThat(get(path).body()).isEqualTo("whole");
	}

	@Test
	void neverKeepsHalfABodyOfUnknownLength() {
		var head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nCache-Control: max-age=60\r\n\r\n";
		var path = raw(head + "4\r\nhalf\r\n");
		assertThat(failsToGet(path)).isTrue();
		raw(head + "5\r\nwhole\r\n0\r\n\r\n");
		assertThat(get(path).body()).isEqualTo("whole");
		raw("");
		assertThat(get(path).body()).isEqualTo("whole");
	}

	@Test
	void makesOneRequestOfMany() throws Exception {
		var gate = Sinks.<String>one();
		origin.answer(this.path,
				(_, response) -> response.header("Cache-Control", "max-age=60")
					.header("Content-Length", String.valueOf(PAGE.length()))
					.sendString(gate.asMono()));
		var all = IntStream.range(0, 50)
			.mapToObj((_) -> http.sendAsync(request(this.path).build(), HttpResponse.BodyHandlers.ofString()))
			.toList();
		await().atMost(LIMIT).until(() -> !asked().isEmpty());
		// as many as come before the answer does share it
		gate.tryEmitValue(PAGE);
		CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
		assertThat(asked()).hasSize(1);
		assertThat(all).allSatisfy((one) -> assertThat(one.join().body()).isEqualTo(PAGE));
		assertThat(all.stream().filter((one) -> status(one.join()).contains("fwd-status=200; stored"))).hasSize(1);
	}

	@Test
	void letsFollowersGoWhenTheAnswerIsForOne() throws Exception {
		var gate = Sinks.<String>one();
		origin.answer(this.path,
				(_, response) -> response.header("Cache-Control", "private").sendString(gate.asMono()));
		var first = http.sendAsync(request(this.path).build(), HttpResponse.BodyHandlers.ofString());
		await().atMost(LIMIT).until(() -> !asked().isEmpty());
		var second = http.sendAsync(request(this.path).build(), HttpResponse.BodyHandlers.ofString());
		gate.tryEmitValue("own");
		assertThat(first.get(30, TimeUnit.SECONDS).body()).isEqualTo("own");
		assertThat(second.get(30, TimeUnit.SECONDS).body()).isEqualTo("own");
		assertThat(asked()).hasSize(2);
	}

	@Test
	void endsAFetchThatNobodyWaitsForAnyMore() {
		var cancelled = new CountDownLatch(1);
		origin.answer(this.path,
				(_, response) -> response.sendString(Mono.<String>never().doOnCancel(cancelled::countDown)));
		var only = http.sendAsync(request(this.path).build(), HttpResponse.BodyHandlers.ofString());
		await().atMost(LIMIT).until(() -> !asked().isEmpty());
		only.cancel(true);
		await().atMost(LIMIT).until(() -> cancelled.getCount() == 0);
	}

	@Test
	void answersHeadFromWhatGetBrought() {
		origin.answer(this.path, PAGE, "Cache-Control: max-age=60", "ETag: \"one\"");
		get();
		var head = send(request(this.path).HEAD());
		assertThat(status(head)).contains("hit");
		assertThat(head.body()).isEmpty();
		assertThat(head.headers().firstValue("Content-Length")).contains(String.valueOf(PAGE.length()));
		assertThat(asked()).hasSize(1);
	}

	@Test
	void headFreshensWhatIsStale() {
		origin.answer(this.path, PAGE, "Cache-Control: max-age=60", "ETag: \"one\"");
		get();
		this.clock.pass(Duration.ofSeconds(61));
		assertThat(status(send(request(this.path).HEAD()))).contains("fwd=stale; fwd-status=200; stored");
		assertThat(status(get())).contains("hit");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			bytes=0-3      | 206 | bytes 0-3/10   | 0123
			bytes=8-       | 206 | bytes 8-9/10   | 89
			bytes=-3       | 206 | bytes 7-9/10   | 789
			bytes=-30      | 206 | bytes 0-9/10   | 0123456789
			bytes=5-500    | 206 | bytes 5-9/10   | 56789
			bytes=10-      | 416 | bytes */10     |
			bytes=-0       | 416 | bytes */10     |
			bytes=3-1      | 200 |                | 0123456789
			bytes=0-1,3-4  | 200 |                | 0123456789
			lines=1-2      | 200 |                | 0123456789
			bytes=a-b      | 200 |                | 0123456789
			""")
	void showsPartsOfWhatIsKept(String range, int expected, String contentRange, String body) {
		origin.answer(this.path, "0123456789", "Cache-Control: max-age=60", "ETag: \"one\"");
		get();
		var response = get("Range: " + range);
		assertThat(response.statusCode()).isEqualTo(expected);
		assertThat(response.headers().firstValue("Content-Range").orElse(null)).isEqualTo(contentRange);
		assertThat(response.body()).isEqualTo((body != null) ? body : "");
		assertThat(asked()).hasSize(1);
	}

	@Test
	void showsThePartOnlyOfTheVersionThatIsMeant() {
		origin.answer(this.path, "0123456789", "Cache-Control: max-age=60", "ETag: \"one\"");
		get();
		assertThat(get("Range: bytes=0-1", "If-Range: \"one\"").statusCode()).isEqualTo(206);
		assertThat(get("Range: bytes=0-1", "If-Range: \"two\"").statusCode()).isEqualTo(200);
		assertThat(get("Range: bytes=0-1", "If-Range: W/\"one\"").statusCode()).isEqualTo(200);
	}

	@Test
	void passesPartsOfWhatIsNotKept() {
		origin.answer(this.path,
				(_, response) -> ScriptedOrigin
					.with(response, "Content-Range: bytes 0-1/10", "Cache-Control: max-age=60", "Content-Length: 2")
					.status(206)
					.sendString(Mono.just("01")));
		assertThat(status(get("Range: bytes=0-1"))).isEqualTo("gateway; fwd=partial; fwd-status=206");
		get("Range: bytes=0-1");
		assertThat(asked()).hasSize(2);
	}

	@Test
	void codesOnceAndTagsEachCoding() throws IOException {
		origin.answer(this.path, PAGE, "Cache-Control: max-age=60", "ETag: \"one\"", "Content-Type: text/html");
		var gzip = bytes("Accept-Encoding: gzip");
		assertThat(gzip.headers().firstValue("Content-Encoding")).contains("gzip");
		assertThat(gzip.headers().firstValue("ETag")).contains("\"one-gzip\"");
		assertThat(gzip.headers().firstValue("Vary")).contains("Accept-Encoding");
		assertThat(new String(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes(),
				StandardCharsets.UTF_8))
			.isEqualTo(PAGE);
		var brotli = bytes("Accept-Encoding: gzip, deflate, br");
		assertThat(brotli.headers().firstValue("Content-Encoding")).contains("br");
		assertThat(brotli.headers().firstValue("ETag")).contains("\"one-br\"");
		assertThat(new String(new BrotliInputStream(new ByteArrayInputStream(brotli.body())).readAllBytes(),
				StandardCharsets.UTF_8))
			.isEqualTo(PAGE);
		var plain = bytes("Accept-Encoding: br;q=0, gzip;q=0");
		assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
		assertThat(plain.headers().firstValue("ETag")).contains("\"one\"");
		assertThat(bytes("Accept-Encoding: br", "If-None-Match: \"one-br\"").statusCode()).isEqualTo(304);
		assertThat(bytes("Accept-Encoding: br", "If-None-Match: \"one-gzip\"").statusCode()).isEqualTo(200);
		assertThat(asked()).hasSize(1);
		assertThat(asked().getFirst().headers().contains("Accept-Encoding")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 20 })
	void codesWhatIsNotKeptWithAWeakTag(int times) throws IOException {
		var page = PAGE.repeat(times);
		origin.answer(this.path, page, "Cache-Control: no-store", "ETag: \"one\"", "Content-Type: text/html");
		var response = bytes("Accept-Encoding: gzip");
		assertThat(response.headers().firstValue("ETag")).contains("W/\"one\"");
		assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(response.body().length);
		assertThat(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes())
			.asString(StandardCharsets.UTF_8)
			.isEqualTo(page);
	}

	@Test
	void leavesAloneWhatMustNotBeTransformed() {
		origin.answer(this.path, PAGE, "Cache-Control: max-age=60, no-transform", "Content-Type: text/html");
		bytes("Accept-Encoding: gzip");
		assertThat(bytes("Accept-Encoding: gzip").headers().firstValue("Content-Encoding")).isEmpty();
	}

	@Test
	void doesNotForceACodingUponClients() {
		origin.answer(this.path, "coded", "Cache-Control: max-age=60", "Content-Encoding: zstd",
				"Vary: Accept-Encoding");
		assertThat(bytes("Accept-Encoding: zstd").headers().firstValue("Content-Encoding")).contains("zstd");
		assertThat(status(bytes("Accept-Encoding: zstd"))).contains("hit");
		assertThat(status(bytes("Accept-Encoding: gzip"))).doesNotContain("hit");
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE", "PATCH", "UNKNOWN" })
	void forgetsWhatWasChanged(String method) {
		origin.answer(this.path, "content", "Cache-Control: max-age=60");
		get();
		send(request(this.path).method(method, HttpRequest.BodyPublishers.noBody()));
		assertThat(status(get())).contains("fwd=uri-miss");
	}

	@Test
	void forgetsWhatAChangeNames() {
		var other = this.path + "-other";
		origin.answer(other, "content", "Cache-Control: max-age=60");
		for (var name : List.of("Location", "Content-Location")) {
			get(other);
			origin.answer(this.path, "done", name + ": " + other);
			assertThat(status(get(other))).contains("hit");
			send(request(this.path).POST(HttpRequest.BodyPublishers.noBody()));
			assertThat(status(get(other))).as(name).contains("fwd=uri-miss");
		}
		origin.answer(this.path, "done", "Location: http://elsewhere.example" + other);
		send(request(this.path).POST(HttpRequest.BodyPublishers.noBody()));
		assertThat(status(get(other))).contains("hit");
	}

	@Test
	void keepsWhatAFailedChangeDidNotTouch() {
		origin.answer(this.path,
				(request, response) -> response.header("Cache-Control", "max-age=60")
					.status(request.method().name().equals("POST") ? 400 : 200)
					.sendString(Mono.just("content")));
		get();
		send(request(this.path).POST(HttpRequest.BodyPublishers.noBody()));
		assertThat(status(get())).contains("hit");
	}

	@Test
	void purgesByTag() {
		origin.answer(this.path, "old", "Cache-Control: max-age=600, stale-while-revalidate=600",
				"Cache-Tag: pages, page-1");
		var first = get();
		assertThat(first.headers().firstValue("Cache-Tag")).isEmpty();
		origin.answer(this.path, "new", "Cache-Control: max-age=600", "Cache-Tag: pages, page-1");
		this.cache.purge(Set.of("page-2"));
		assertThat(get().body()).isEqualTo("old");
		this.cache.purge(Set.of("page-1"));
		assertThat(get().body()).isEqualTo("new");
		this.cache.remove(Set.of("pages"));
		assertThat(status(get())).contains("fwd=uri-miss");
	}

	@Test
	void showsWhatWasPurgedOnlyAsALastResort() {
		origin.answer(this.path, "old", "Cache-Control: max-age=600, stale-if-error=6000", "Cache-Tag: resort");
		get();
		this.cache.purge(Set.of("resort"));
		origin.answer(this.path, (_, response) -> response.status(503).send());
		assertThat(get().body()).isEqualTo("old");
		this.cache.remove(Set.of("resort"));
		assertThat(get().statusCode()).isEqualTo(503);
	}

	@Test
	void doesNotKeepWhatWasPurgedOnItsWay() throws Exception {
		var gate = Sinks.<String>one();
		origin.answer(this.path,
				(_, response) -> ScriptedOrigin
					.with(response, "Cache-Control: max-age=600", "Cache-Tag: racing", "Content-Length: 3")
					.sendString(gate.asMono()));
		var early = http.sendAsync(request(this.path).build(), HttpResponse.BodyHandlers.ofString());
		await().atMost(LIMIT).until(() -> !asked().isEmpty());
		this.cache.purge(Set.of("racing"));
		origin.answer(this.path, "new", "Cache-Control: max-age=600", "Cache-Tag: racing");
		assertThat(get().body()).isEqualTo("new");
		gate.tryEmitValue("old");
		assertThat(early.get(30, TimeUnit.SECONDS).body()).isEqualTo("old");
		assertThat(get().body()).isEqualTo("new");
	}

	@Test
	void doesNotKeepWhatIsTooLarge() {
		origin.answer(this.path, "x".repeat(65 * 1024), "Cache-Control: max-age=600");
		assertThat(get().body()).hasSize(65 * 1024);
		get();
		assertThat(asked()).hasSize(2);
		origin.answer(this.path, (_, response) -> response.header("Cache-Control", "max-age=600")
			.sendString(Flux.range(0, 65).map((_) -> "y".repeat(1024))));
		assertThat(get().body()).hasSize(65 * 1024);
		get();
		assertThat(asked()).hasSize(4);
	}

	@Test
	void staysWithinItsBound() {
		var body = "x".repeat(60 * 1024);
		for (int page = 0; page < 1200; page++) {
			origin.answer(this.path + page, body, "Cache-Control: max-age=600");
			get(this.path + page);
		}
		await().atMost(LIMIT)
			.untilAsserted(() -> assertThat(this.cache.store().bytes()).isBetween(10L * 1024 * 1024,
					this.cache.settings().size().toBytes()));
	}

	@Test
	void showsWhatIsKeptWhenTroubleComesBehindAnAnswerThatIsForOne() {
		origin.answer(this.path, PAGE, "Cache-Control: max-age=60, stale-if-error=600");
		get();
		this.clock.pass(Duration.ofSeconds(5));
		var asked = new AtomicInteger();
		origin.answer(this.path, (_, response) -> {
			var first = asked.getAndIncrement() == 0;
			return response.status(first ? 200 : 503)
				.header("Cache-Control", "no-store")
				.sendString(Mono.just(first ? "for one" : "trouble"));
		});
		var reloaded = get("Cache-Control: max-age=0");
		assertThat(asked.get()).as("trouble was met").isGreaterThan(1);
		assertThat(reloaded.statusCode()).isEqualTo(200);
		assertThat(reloaded.body()).isEqualTo(PAGE);
		assertThat(status(reloaded)).contains("fwd=stale; fwd-status=503", "detail=stale-if-error");
	}

	@Test
	void showsNothingOfAnAnswerThatBrokeOff() {
		origin.answer(this.path, PAGE, "Cache-Control: max-age=60, stale-if-error=600", "ETag: \"kept\"");
		get();
		this.clock.pass(Duration.ofSeconds(5));
		origin.answer(this.path,
				(_, response) -> ScriptedOrigin
					.with(response, "Cache-Control: no-store", "ETag: \"broken\"", "Set-Cookie: a=b",
							"Content-Length: 1000")
					.sendString(Mono.just("half").concatWith(Mono.error(new IOException("cut")))));
		var reloaded = get("Cache-Control: max-age=0");
		assertThat(reloaded.statusCode()).isEqualTo(200);
		assertThat(reloaded.body()).isEqualTo(PAGE);
		assertThat(status(reloaded)).contains("detail=stale-if-error");
		assertThat(reloaded.headers().map()).doesNotContainKey("set-cookie")
			.containsEntry("etag", List.of("\"kept\""))
			.containsEntry("content-length", List.of(String.valueOf(PAGE.length())))
			.containsEntry("cache-control", List.of("max-age=60, stale-if-error=600"));
	}

	@Test
	void doesNotCodeParts() {
		var part = "x".repeat(1000);
		origin.answer(this.path,
				(_, response) -> ScriptedOrigin
					.with(response, "Content-Range: bytes 0-999/5000", "Content-Type: text/css", "Content-Length: 1000")
					.status(206)
					.sendString(Mono.just(part)));
		var answer = bytes("Range: bytes=0-999", "Accept-Encoding: gzip");
		assertThat(answer.statusCode()).isEqualTo(206);
		assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
		assertThat(answer.body()).hasSize(1000);
	}

	@Test
	void passesAnAnswerWithoutABodyThatSaysHowLongItWouldBe() {
		var path = raw("HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\nContent-Length: 1234\r\nConnection: close\r\n\r\n");
		assertThat(get(path, "Cache-Control: no-store", "If-None-Match: \"a\"").statusCode()).isEqualTo(304);
	}

	@Test
	void describesByHeadAndWithoutABodyWhatIsCodedInPassing() {
		origin.answer(this.path, PAGE, "Cache-Control: no-store", "ETag: \"one\"", "Content-Type: text/html");
		var whole = bytes("Accept-Encoding: gzip");
		assertThat(whole.headers().firstValue("ETag")).contains("W/\"one\"");
		var asked = request(this.path).HEAD();
		header(asked, "Accept-Encoding: gzip");
		var head = send(asked);
		assertThat(head.headers().firstValue("ETag")).contains("W/\"one\"");
		assertThat(head.headers().firstValue("Content-Encoding")).contains("gzip");
		assertThat(head.headers().firstValue("Content-Length")).isEmpty();
		var known = bytes("Accept-Encoding: gzip", "If-None-Match: W/\"one\"");
		assertThat(known.statusCode()).isEqualTo(304);
		assertThat(known.headers().firstValue("ETag")).contains("W/\"one\"");
		assertThat(known.headers().firstValue("Vary").orElse("")).isEqualToIgnoringCase("Accept-Encoding");
	}

	@Test
	void passesStreamsAsTheyCome() throws Exception {
		var events = Sinks.many().unicast().<String>onBackpressureBuffer();
		origin.answer(this.path,
				(_, response) -> response.sse()
					.header("Cache-Control", "max-age=60")
					.sendString(events.asFlux(), StandardCharsets.UTF_8));
		events.tryEmitNext("data: one\n\n");
		var stream = http.send(request(this.path).header("Accept", "text/event-stream").build(),
				HttpResponse.BodyHandlers.ofInputStream());
		assertThat(new String(stream.body().readNBytes(11), StandardCharsets.UTF_8)).isEqualTo("data: one\n\n");
		events.tryEmitNext("data: two\n\n");
		assertThat(new String(stream.body().readNBytes(11), StandardCharsets.UTF_8)).isEqualTo("data: two\n\n");
		events.tryEmitComplete();
		assertThat(status(stream)).isEqualTo("gateway; fwd=uri-miss; fwd-status=200");
		// how long somebody watched says nothing about the route
		await().atMost(LIMIT)
			.untilAsserted(
					() -> assertThat(this.meters.get("http.server.requests").tag("uri", "stream").timer().count())
						.isPositive());
	}

	@Test
	void keepsForOthersWhatSomebodyLoggedInReadOnlyIfItMay() {
		origin.answer(this.path, PAGE, "Cache-Control: max-age=60");
		get("Authorization: Bearer x");
		assertThat(status(get())).contains("fwd=uri-miss");
		var open = this.path + "-open";
		origin.answer(open, PAGE, "Cache-Control: max-age=60, public");
		get(open, "Authorization: Bearer x");
		assertThat(status(get(open))).contains("hit");
	}

	@Test
	void isNotBypassedByClientsThatOfferAnotherProtocol() throws Exception {
		origin.answer(this.path, PAGE, "Cache-Control: max-age=60");
		get();
		try (var offering = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
			var response = offering.send(request(this.path).build(), HttpResponse.BodyHandlers.ofString());
			assertThat(status(response)).contains("; hit;");
		}
	}

	@ParameterizedTest
	@CsvSource({ "%41%2d%7e, A-~", "%c3%a4, %C3%A4" })
	void keepsOneResponseForTwoSpellingsOfAUri(String spelling, String other) {
		origin.answer(this.path + "-" + other, PAGE, "Cache-Control: max-age=60");
		assertThat(get(this.path + "-" + spelling).statusCode()).isEqualTo(200);
		assertThat(status(get(this.path + "-" + other))).contains("hit");
		assertThat(origin.asked(this.path + "-" + other)).hasSize(1);
	}

	@Test
	void tellsQueriesApart() {
		origin.answer(this.path, (request, response) -> response.header("Cache-Control", "max-age=60")
			.sendString(Mono.just(request.uri())));
		for (var query : List.of("", "?a=1", "?a=1&b=2", "?b=2&a=1", "?A=1")) {
			assertThat(get(this.path + query).body()).endsWith(query);
			assertThat(get(this.path + query).body()).endsWith(query);
		}
		assertThat(asked()).hasSize(5);
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: evil", "X-Original-URL: /evil",
			"Forwarded: host=evil.example", "X-Host: evil.example", "Cookie: evil=1", "User-Agent: evil" })
	void isNotPoisonedByHeadersThatAreNotPartOfTheKey(String header) {
		origin.answer(this.path,
				(request, response) -> response.header("Cache-Control", "max-age=60, public")
					.header("Vary", "Origin")
					.sendString(Mono.just(String.valueOf(request.requestHeaders().get("X-Forwarded-Host"))
							+ request.requestHeaders().get("Forwarded") + request.requestHeaders().get("X-Original-URL")
							+ request.requestHeaders().get("X-Host"))));
		get(header);
		assertThat(get().body()).doesNotContain("evil");
	}

	@Test
	void leadsToTheFailureBehindWhatIsShownInstead() {
		origin.answer(this.path, PAGE, "Cache-Control: max-age=60, stale-if-error=600");
		get();
		var asked = new AtomicReference<String>();
		origin.answer(this.path, (request, response) -> {
			asked.set(request.requestHeaders().get("traceparent"));
			return response.status(503).sendString(Mono.just("trouble"));
		});
		this.clock.pass(Duration.ofSeconds(100));
		var shown = get();
		assertThat(shown.body()).isEqualTo(PAGE);
		var trace = shown.headers().firstValue("traceresponse").orElseThrow();
		assertThat(trace.split("-")[1]).isEqualTo(asked.get().split("-")[1]);
	}

	@Test
	void tellsTraceAndTimeOnHits() {
		origin.answer(this.path, PAGE, "Cache-Control: max-age=60", "Server-Timing: inside;dur=5.0",
				"traceresponse: 00-11111111111111111111111111111111-2222222222222222-01");
		get();
		var hit = get("traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
		assertThat(hit.headers().firstValue("traceresponse")).hasValueSatisfying(
				(trace) -> assertThat(trace).matches("00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-0[01]"));
		assertThat(hit.headers().allValues("Server-Timing")).hasSize(2)
			.anySatisfy((timing) -> assertThat(timing).isEqualTo("inside;dur=5.0"))
			.anySatisfy((timing) -> assertThat(timing)
				.matches("gateway;dur=\\d+\\.\\d(, trace;desc=\"00-[0-9a-f-]+-01\")?"));
		assertThat(get("traceparent: nonsense").headers().firstValue("traceresponse"))
			.hasValueSatisfying((trace) -> assertThat(trace).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]"));
	}

	/** Lets an origin send these bytes for a path of this test. */
	private String raw(String bytes) {
		var path = this.path.replace("/scripted/", "/raw/");
		rawOrigin.answer(path, bytes);
		return path;
	}

	private List<ScriptedOrigin.Asked> asked() {
		return origin.asked(this.path);
	}

	private static String status(HttpResponse<?> response) {
		return response.headers().firstValue("Cache-Status").orElse("");
	}

	private static String date(Instant instant) {
		return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
			.format(instant.atOffset(ZoneOffset.UTC));
	}

	private HttpResponse<String> get(String... pathAndHeaders) {
		boolean named = pathAndHeaders.length > 0 && pathAndHeaders[0].startsWith("/");
		var request = request(named ? pathAndHeaders[0] : this.path);
		for (int at = named ? 1 : 0; at < pathAndHeaders.length; at++) {
			header(request, pathAndHeaders[at]);
		}
		return send(request);
	}

	private HttpResponse<byte[]> bytes(String... headers) {
		var request = request(this.path);
		for (var header : headers) {
			header(request, header);
		}
		try {
			return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	private static void header(HttpRequest.Builder request, String header) {
		int colon = header.indexOf(':');
		request.header(header.substring(0, colon), header.substring(colon + 1).strip());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path)).timeout(LIMIT);
	}

	private boolean failsToGet(String path) {
		try {
			http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
			return false;
		}
		catch (IOException _) {
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Time {

		@Bean
		MovableClock clock() {
			return new MovableClock(Instant.parse("2026-03-01T12:00:00Z"));
		}

	}

	/** A clock that tests move. */
	static final class MovableClock extends Clock {

		private volatile Instant now;

		MovableClock(Instant now) {
			this.now = now;
		}

		void pass(Duration duration) {
			this.now = this.now.plus(duration);
		}

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public java.time.ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(java.time.ZoneId zone) {
			return this;
		}

	}

}
